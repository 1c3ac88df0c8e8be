package kpwatch.files;

import java.util.Locale;
import kpwatch.network.Network;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;

/** The data of an {@code rpki-validation} answer. */
final class RpkiValidation {
  static final String VERSION = "0.3";

  /** Whose number a wrong authorisation names: nobody's. */
  private static final Asn NOBODY = new Asn(64_496);

  private RpkiValidation() {}

  static String data(Network network, Announced announced, Asn asked, Prefix prefix) {
    Routing routing = announced.routes().get(prefix);
    Rpki stated = routing == null ? Rpki.UNKNOWN : routing.rpki();
    Rpki status =
        stated == Rpki.UNKNOWN || asked.equals(network.origin()) ? stated : Rpki.INVALID_ASN;
    return data(asked, prefix, status, roa(network, prefix, stated, status));
  }

  /** As if nobody had ever authorised anything. */
  static String nothing(Asn asked, Prefix prefix) {
    return data(asked, prefix, Rpki.UNKNOWN, "");
  }

  private static String data(Asn asked, Prefix prefix, Rpki status, String roa) {
    return "{\"resource\":\""
        + asked.number()
        + "\",\"prefix\":\""
        + prefix
        + "\",\"validating_roas\":["
        + roa
        + "],\"status\":\""
        + word(status)
        + "\",\"validator\":\"routinator\"}";
  }

  /** The authorisation behind a state, for the block where there is one. */
  private static String roa(Network network, Prefix prefix, Rpki stated, Rpki status) {
    if (stated == Rpki.UNKNOWN) {
      return "";
    }
    Prefix covered = network.block().filter(b -> b.covers(prefix)).orElse(prefix);
    int longest = stated == Rpki.INVALID_LENGTH ? covered.length() : prefix.length();
    Asn origin = stated == Rpki.INVALID_ASN ? NOBODY : network.origin();
    return "{\"origin\":\""
        + origin.number()
        + "\",\"prefix\":\""
        + covered
        + "\",\"validity\":\""
        + word(status)
        + "\",\"max_length\":"
        + longest
        + "}";
  }

  private static String word(Rpki status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
