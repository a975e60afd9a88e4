"""Towns along the front and the border, written down by hand: oblast, names, and about where they are."""

from __future__ import annotations

_TOWNS = """
14 48.595 38.00 Bakhmut              Бахмут
14 48.14  37.75 Avdiivka             Авдіївка
14 48.59  37.83 Chasiv Yar           Часів Яр
14 48.46  37.08 Dobropillia          Добропілля
14 48.00  37.80 Donetsk              Донецьк
14 48.62  37.53 Druzhkivka           Дружківка
14 48.31  38.03 Horlivka             Горлівка
14 48.53  37.71 Kostiantynivka       Костянтинівка
14 48.74  37.58 Kramatorsk           Краматорськ
14 48.01  37.51 Krasnohorivka        Красногорівка
14 47.99  37.28 Kurakhove            Курахове
14 48.99  37.81 Lyman                Лиман
14 47.94  37.50 Marinka              Мар’їнка
14 47.10  37.55 Mariupol             Маріуполь
14 48.30  37.27 Myrnohrad            Мирноград
14 48.33  37.84 Niu-York             Нью-Йорк
14 48.20  37.34 Novohrodivka         Новогродівка
14 48.28  37.18 Pokrovsk             Покровськ
14 48.15  37.30 Selydove             Селидове
14 48.87  38.10 Siversk              Сіверськ
14 48.85  37.61 Sloviansk            Слов’янськ
14 48.69  38.08 Soledar              Соледар
14 48.40  37.85 Toretsk              Торецьк
14 47.84  36.84 Velyka Novosilka     Велика Новосілка
14 47.60  37.50 Volnovakha           Волноваха
14 47.78  37.25 Vuhledar             Вугледар
63 49.46  36.86 Balakliia            Балаклія
63 48.91  37.02 Barvinkove           Барвінкове
63 50.16  35.53 Bohodukhiv           Богодухів
63 49.38  37.62 Borova               Борова
63 49.84  36.69 Chuhuiv              Чугуїв
63 49.85  37.68 Dvorichna            Дворічна
63 49.21  37.26 Izium                Ізюм
63 49.99  36.23 Kharkiv              Харків
63 49.71  37.61 Kupiansk             Куп’янськ
63 49.66  37.64 Kupiansk-Vuzlovyi    Куп’янськ-Вузловий
63 50.20  36.42 Lyptsi               Липці
63 50.06  37.39 Velykyi Burluk       Великий Бурлук
63 50.29  36.94 Vovchansk            Вовчанськ
63 50.28  35.98 Zolochiv             Золочів
09 49.05  38.22 Kreminna             Кремінна
09 48.57  39.32 Luhansk              Луганськ
09 48.92  38.43 Lysychansk           Лисичанськ
09 49.01  38.38 Rubizhne             Рубіжне
09 48.95  38.49 Siverskodonetsk      Сіверськодонецьк
09 49.41  38.15 Svatove              Сватове
23 47.50  34.66 Enerhodar            Енергодар
23 47.66  36.26 Huliaipole           Гуляйполе
23 47.54  35.37 Kamianske            Кам’янське
23 47.53  35.90 Mala Tokmachka       Мала Токмачка
23 46.85  35.37 Melitopol            Мелітополь
23 47.57  35.79 Orikhiv              Оріхів
23 47.48  36.25 Polohy               Пологи
23 47.57  35.36 Stepnohirsk          Степногірськ
23 47.25  35.71 Tokmak               Токмак
23 47.44  35.28 Vasylivka            Василівка
23 47.84  35.14 Zaporizhzhia         Запоріжжя
12 47.64  34.63 Marhanets            Марганець
12 47.57  34.40 Nikopol              Нікополь
65 46.84  33.43 Beryslav             Берислав
65 46.81  33.48 Kakhovka             Каховка
65 46.64  32.61 Kherson              Херсон
65 46.73  33.09 Krynky               Кринки
65 46.76  33.37 Nova Kakhovka        Нова Каховка
65 46.63  32.72 Oleshky              Олешки
48 46.61  31.54 Ochakiv              Очаків
59 51.15  34.31 Bilopillia           Білопілля
59 51.68  33.91 Hlukhiv              Глухів
59 50.77  35.26 Krasnopillia         Краснопілля
59 52.19  34.04 Seredyna-Buda        Середина-Буда
59 51.86  33.47 Shostka              Шостка
59 50.91  34.80 Sumy                 Суми
59 51.12  35.04 Yunakivka            Юнаківка
74 51.89  31.60 Horodnia             Городня
74 52.18  32.58 Semenivka            Семенівка
74 51.82  31.95 Snovsk               Сновськ
"""


def towns() -> list[tuple[str, str, str, float, float]]:
    """Name, Ukrainian name, oblast, latitude and longitude of each."""
    return [
        (line[16:37].strip(), line[37:].strip(), f"UA-{line[:2]}", float(line[3:9]), float(line[10:15]))
        for line in _TOWNS.strip().splitlines()
    ]
