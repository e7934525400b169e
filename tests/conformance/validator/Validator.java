import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * HL7's own validator over MedCom messages: a line in is a message, a line out is what is wrong with it.
 *
 * <p>The first argument is the folder of the published definitions (STANDARDS_DIR). A message that begins with
 * "&lt;" is read as XML. The answer is a JSON list of {"at", "says"}, empty for a valid message; warnings and
 * notes are left out. The first line out, before any message, is how many definitions there are.
 */
public final class Validator {
  /** Those that belong together; newer core or messaging beside them makes every CareCommunication fail. */
  private static final String[] FOLDERS = {
    "hl7dk-core/3.4.0",
    "medcom/terminology-2.0.2",
    "medcom/definitions/core-3.0.1",
    "medcom/definitions/messaging-2.1.0",
    "medcom/definitions/hospitalnotification-3.0.2",
    "medcom/definitions/carecommunication-5.0.2",
    "medcom/definitions/acknowledgement-2.0.3",
  };

  private static final String R4 = "|4.0.1";

  public static void main(String[] arguments) throws IOException {
    FhirContext context = FhirContext.forR4();
    PrePopulatedValidationSupport published = new PrePopulatedValidationSupport(context);
    int definitions = read(Path.of(arguments[0]), context, published);
    FhirValidator validator = validator(context, published);
    Gson json = new Gson();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(definitions);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String message = in.readLine(); message != null; message = in.readLine()) {
      out.println(json.toJson(faults(validator, message)));
    }
  }

  private static int read(Path standards, FhirContext context, PrePopulatedValidationSupport published)
      throws IOException {
    IParser parser = context.newJsonParser();
    int count = 0;
    for (String folder : FOLDERS) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(standards.resolve(folder), "*-*.json")) {
        for (Path file : files) {
          IBaseResource resource = parser.parseResource(Files.readString(file));
          published.addResource(resource);
          count++;
        }
      }
    }
    return count;
  }

  private static FhirValidator validator(FhirContext context, PrePopulatedValidationSupport published) {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new Unversioned(context),
            published,
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context),
            new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator instances = new FhirInstanceValidator(chain);
    instances.setErrorForUnknownProfiles(true);
    return context.newValidator().registerValidatorModule(instances);
  }

  private static List<Map<String, String>> faults(FhirValidator validator, String message) {
    List<Map<String, String>> found = new ArrayList<>();
    try {
      for (SingleValidationMessage one : validator.validateWithResult(message).getMessages()) {
        if (one.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0) {
          found.add(Map.of("at", String.valueOf(one.getLocationString()), "says", one.getMessage()));
        }
      }
    } catch (RuntimeException fault) { // what cannot be parsed at all
      found.add(Map.of("at", "", "says", String.valueOf(fault.getMessage())));
    }
    return found;
  }

  /** CareCommunication 5.0.2 names FHIR's own types with their version, which the default profiles do not find. */
  private static final class Unversioned extends DefaultProfileValidationSupport {
    Unversioned(FhirContext context) {
      super(context);
    }

    @Override
    public IBaseResource fetchStructureDefinition(String url) {
      return super.fetchStructureDefinition(plain(url));
    }

    @Override
    public <T extends IBaseResource> T fetchResource(Class<T> kind, String url) {
      return super.fetchResource(kind, plain(url));
    }

    private static String plain(String url) {
      return url != null && url.endsWith(R4) ? url.substring(0, url.length() - R4.length()) : url;
    }
  }
}
