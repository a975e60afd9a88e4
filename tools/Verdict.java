import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF of each file whether it is of a flavour; one line a file, with each rule it breaks. */
public class Verdict {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        for (int at = 1; at < arguments.length; at++) {
            try (FileInputStream file = new FileInputStream(arguments[at]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                Map<String, String> broken = new TreeMap<>();
                for (TestAssertion each : result.getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                        broken.putIfAbsent(rule, each.getMessage());
                    }
                }
                String verdict = result.isCompliant() ? "PASS" : "FAIL";
                System.out.println(verdict + " " + arguments[0] + " " + arguments[at] + " " + broken);
            }
        }
    }
}
