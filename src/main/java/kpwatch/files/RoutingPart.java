package kpwatch.files;

import static kpwatch.files.Part.Need.OPTIONAL;
import static kpwatch.files.Part.Need.REQUIRED;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.files.Routing.Announcement;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;

/** The object of a scenario that says how the routes to one prefix stand. */
final class RoutingPart {
  private static final String RPKI_WORDS = "valid, invalid_asn, invalid_length, unknown";

  /** One, and what binary fractions written out in decimal may add to it. */
  private static final BigDecimal MOST = new BigDecimal("1.000000001");

  private RoutingPart() {}

  static Routing read(Part part) {
    part.allow(List.of("paths", "rpki", "others", "stuck"));
    TreeMap<Asn, BigDecimal> paths = new TreeMap<>();
    part.part("paths", REQUIRED).ifPresent(p -> paths.putAll(shares(p)));
    if (Routing.sum(paths).compareTo(MOST) > 0) {
      part.problems()
          .wrong(
              part.place("paths"),
              "a sum of " + Routing.sum(paths).toPlainString(),
              "shares that sum to at most 1");
    }
    return new Routing(
        paths,
        part.value("rpki", OPTIONAL, RPKI_WORDS, RoutingPart::rpki).orElse(Rpki.UNKNOWN),
        part.parts("others", OPTIONAL).stream()
            .map(RoutingPart::announcement)
            .flatMap(Optional::stream)
            .toList(),
        part.share("stuck", OPTIONAL).orElse(BigDecimal.ZERO));
  }

  private static Map<Asn, BigDecimal> shares(Part paths) {
    Map<Asn, BigDecimal> shares = new LinkedHashMap<>();
    for (String key : paths.keys()) {
      Optional<BigDecimal> share = paths.share(key, REQUIRED);
      try {
        share.ifPresent(s -> shares.put(Asn.parse(key), s));
      } catch (IllegalArgumentException e) {
        paths.problems().wrong(paths.path(), "\"" + key + "\"", "AS numbers as keys");
      }
    }
    return shares;
  }

  private static Optional<Announcement> announcement(Part part) {
    part.allow(List.of("prefix", "origin", "upstream", "share", "community"));
    Optional<Prefix> prefix = part.value("prefix", REQUIRED, Texts.A_PREFIX, Texts::prefix);
    Optional<Asn> origin = anyAsn(part, "origin");
    Optional<Asn> upstream = anyAsn(part, "upstream");
    Optional<BigDecimal> share = part.share("share", REQUIRED);
    Optional<String> community =
        part.value("community", OPTIONAL, "a community such as 65535:666", RoutingPart::community);
    return prefix.isPresent() && origin.isPresent() && upstream.isPresent() && share.isPresent()
        ? Optional.of(
            new Announcement(
                prefix.get(), origin.get(), upstream.get(), share.get(), community.orElse("")))
        : Optional.empty();
  }

  /** Also a private number: a leak or a forgery may show one. */
  private static Optional<Asn> anyAsn(Part part, String key) {
    String allowed = "an AS number from 0 to 4294967295";
    return part.number(key, REQUIRED, BigDecimal.ZERO, new BigDecimal(4_294_967_295L))
        .flatMap(
            n -> {
              try {
                return Optional.of(new Asn(n.longValueExact()));
              } catch (ArithmeticException e) {
                part.problems().wrong(part.place(key), n.toPlainString(), allowed);
                return Optional.empty();
              }
            });
  }

  private static String community(String text) {
    if (!text.matches("\\d{1,5}:\\d{1,5}( \\d{1,5}:\\d{1,5})*")) {
      throw new IllegalArgumentException("not a community: " + text);
    }
    return text;
  }

  private static Rpki rpki(String word) {
    return switch (word) {
      case "valid" -> Rpki.VALID;
      case "invalid_asn" -> Rpki.INVALID_ASN;
      case "invalid_length" -> Rpki.INVALID_LENGTH;
      case "unknown" -> Rpki.UNKNOWN;
      default -> throw new IllegalArgumentException("not an RPKI state: " + word);
    };
  }
}
