package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Validation;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.untrusted.UntrustedText;

/**
 * The {@code data} of {@code rpki-validation}. The list of authorisations is not read: one that
 * fails may stand beside one that matches, and {@code status} already weighs them.
 *
 * <p>Source: <a
 * href="https://stat.ripe.net/docs/data-api/api-endpoints/rpki-validation">rpki-validation</a>,
 * read 2026-11-23, and answers recorded in 2021, 2025 and 2026.
 */
record RpkiValidation(Prefix prefix, Rpki status) implements Reading {
  @Override
  public Observation at(Instant completed) {
    return new Validation(completed, prefix, status);
  }

  /**
   * Reads the answer for a route. Where it repeats the question, the question must be ours; else it
   * is {@code UNUSABLE}.
   */
  static RpkiValidation read(Cursor cursor, Asn origin, Prefix prefix) throws IOException {
    Fields fields = new Fields();
    cursor.object(
        "data",
        key -> {
          switch (key) {
            case "status" -> fields.status = cursor.text(key);
            case "resource" -> fields.origin = cursor.textOrInteger(key);
            case "prefix" -> fields.prefix = cursor.text(key);
            default -> {}
          }
        });
    String status =
        fields.status.orElseThrow(() -> new NoReading(Cause.UNUSABLE, "data has no status"));
    if (fields.answersAnother(origin, prefix)) {
      throw new NoReading(Cause.UNUSABLE, "the answer is for another route");
    }
    return new RpkiValidation(prefix, rpki(status));
  }

  private static Rpki rpki(String status) throws NoReading {
    return switch (status) {
      case "valid" -> Rpki.VALID;
      case "invalid_asn" -> Rpki.INVALID_ASN;
      case "invalid_length" -> Rpki.INVALID_LENGTH;
      case "unknown" -> Rpki.UNKNOWN;
      default ->
          throw new NoReading(Cause.UNUSABLE, "unknown RPKI status: " + UntrustedText.log(status));
    };
  }

  private static final class Fields {
    private Optional<String> status = Optional.empty();
    private Optional<String> origin = Optional.empty();
    private Optional<String> prefix = Optional.empty();

    boolean answersAnother(Asn askedOrigin, Prefix askedPrefix) {
      try {
        return !origin.map(Asn::parse).orElse(askedOrigin).equals(askedOrigin)
            || !prefix.map(Prefix::parse).orElse(askedPrefix).equals(askedPrefix);
      } catch (IllegalArgumentException e) {
        return true;
      }
    }
  }
}
