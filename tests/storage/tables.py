"""Small made-up tables of each maker, and desks to put them in. Nothing here is a real record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from domain.clock import ManualClock
from domain.marking import Marking
from storage.desk import Desk

NOW = datetime(2026, 11, 23, 14, 7, 31, tzinfo=UTC)

EYES = (
    "entry,date,event_group,title,brief description,lat,lon,country,province,district,town/city,"
    "arms/munition,violence level,link,geolocation\n"
    "X1,2026-03-05,Damage March - June,05/03/2026 Roof burned at the mill,Roof burned,46.691165,32.545054,"
    "Ukraine,Kherson Oblast,,Vymyslene,,1,https://twitter.com/nobody/status/1,\n"
    "X2,2026-03-05,Other,05/03/2026 Crater on a road,Crater on a road,91,36.2,Ukraine,Kharkivs'ka oblast,,"
    "Vyhadane,9M27,2,access on request,https://example.org/where\n"
    "X3,2026-03-06,Other,,A column on the move,52.1,31.0,Belarus,Gomel,,,,1,https://www.example.org/a,\n"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "actor2,civilian_targeting,country,admin1,admin2,location,latitude,longitude,geo_precision,source,"
    "notes,fatalities\n"
    "UKR1,05 March 2026,2026,1,Political violence,Explosions/Remote violence,"
    "Shelling/artillery/missile attack,"
    "Military Forces of Russia (2000-),,,Ukraine,Sumy,,Vymyslene,51.2,34.6,1,Paper A; Paper B,"
    "Shells fell.,3\n"
    "UKR2,2026-03-06,2026,2,Political violence,Battles,Armed clash,Military Forces of Russia (2000-),"
    "Military Forces of Ukraine (2019-),,Ukraine,Donetsk,,Vyhadane,48.1,37.4,3,Paper A,A clash.,0\n"
    "UKR3,2026-03-06,2026,1,Demonstrations,Protests,Peaceful protest,Protesters (Ukraine),,,Ukraine,"
    "Kyiv City,,Kyiv,50.45,30.52,1,Paper B,A gathering.,0\n"
)
GED = (
    "id,relid,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_article,source_office,"
    "where_prec,where_coordinates,where_description,adm_1,latitude,longitude,country,date_prec,date_start,"
    "date_end,best,high,low\n"
    "901,UKR-2026-1,2026,1,Made up,Made up,Government of X,Government of Y,A headline,Wire A;Wire B,2,"
    "Vymyslene town,near the mill,Kharkiv oblast,49.9,36.4,Ukraine,2,2026-03-05 00:00:00.000,"
    "2026-03-07 00:00:00.000,4,6,2\n"
)
OSCE = (
    "SMM position;Event location;Means;No.;Observation;Description;Weapon;Date, time\n"
    "Camera at Vymyslene;2–3km SE;Recorded by camera;12;Explosion;Undetermined;N/K;1-Mar, 20:14\n"
    "Vyhadane;1km N;SMM thermal;several;Burst;;HMG;2-Mar, 07:05\n"
)
OWN_SHEET = (
    "Журнал північного посту;;;;;;;\n"
    "Дата;Час;Тип;Населений пункт;Область;Широта;Довгота;Джерело\n"
    "23.03.2026;14:05;mortar;Вигадане;Сумська область;51,2034;34,6012;гаряча лінія\n"
    "24.03.2026;;sniper;Вимислене;Сумська;;;патруль 4\n"
)


def make_desk(folder: Path, code: str = "NTH", *, now: datetime = NOW) -> Desk:
    """A new, empty desk."""
    return Desk.create(
        folder / f"{code}.desk",
        code=code,
        name="A desk",
        marking=Marking(),
        author="AB",
        clock=ManualClock(now),
    )
