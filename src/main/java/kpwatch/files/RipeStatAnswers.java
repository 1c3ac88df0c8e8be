package kpwatch.files;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.network.Network;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/** RIPEstat in the played world: its data calls, and its ways to fail. */
final class RipeStatAnswers {
  private static final Map<String, String> VERSIONS =
      Map.of(
          "looking-glass", LookingGlass.VERSION,
          "rrc-info", RrcInfo.VERSION,
          "rpki-validation", RpkiValidation.VERSION);

  private final Network network;
  private final Timeline timeline;

  RipeStatAnswers(Network network, Timeline timeline) {
    this.network = network;
    this.timeline = timeline;
  }

  Reply answer(String call, Map<String, String> query, Instant now) {
    Timeline.Epoch epoch = timeline.at(now);
    Envelope envelope =
        new Envelope(
            call, VERSIONS.getOrDefault(call, "0.0"), new TreeMap<>(query).toString(), now);
    RipeStat state = epoch.world().instruments().ripestat().orElse(RipeStat.OK);
    return switch (state) {
      case HTTP_500 -> Envelope.html(500, "Internal Server Error");
      case HTTP_429 -> Envelope.html(429, "Too Many Requests");
      case TIMEOUT -> Envelope.silence();
      case MAINTENANCE -> envelope.maintenance();
      case OK, STALE, EMPTY -> data(envelope, query, epoch, state);
    };
  }

  private Reply data(
      Envelope envelope, Map<String, String> query, Timeline.Epoch epoch, RipeStat state) {
    return switch (envelope.call()) {
      case "looking-glass" -> lookingGlass(envelope, query, epoch, state);
      case "rrc-info" -> envelope.ok(state == RipeStat.EMPTY ? RrcInfo.NOTHING : RrcInfo.DATA);
      case "rpki-validation" -> rpki(envelope, query, epoch, state);
      default -> envelope.badRequest("The data call '" + envelope.call() + "' does not exist.");
    };
  }

  private Reply lookingGlass(
      Envelope envelope, Map<String, String> query, Timeline.Epoch epoch, RipeStat state) {
    String resource = query.getOrDefault("resource", "");
    if (resource.isEmpty()) {
      return required(envelope, "resource");
    }
    Optional<Prefix> prefix = read(resource, Texts::anyPrefix);
    Optional<InetAddress> address = read(resource, Texts::address);
    Optional<Integer> lookBack =
        read(
            query.getOrDefault("look_back_limit", Integer.toString(LookingGlass.LOOK_BACK)),
            Integer::valueOf);
    if (lookBack.isEmpty()) {
      return envelope.badRequest("The parameter 'look_back_limit' must be a number of seconds.");
    }
    if (prefix.isEmpty() && address.isEmpty()) {
      return unsupported(envelope, resource, "IP prefix, IP address");
    }
    Instant queryTime = epoch.frozen().map(Timeline.Frozen::at).orElse(envelope.now());
    if (state == RipeStat.EMPTY) {
      return envelope.ok(LookingGlass.nothing(queryTime, resource, lookBack.get()));
    }
    LookingGlass glass =
        new LookingGlass(
            shown(epoch),
            queryTime,
            RisPeers.healths(epoch.world().instruments().peersLost().orElseThrow()));
    return envelope.ok(
        prefix
            .map(p -> glass.exactly(p, resource, lookBack.get()))
            .or(() -> address.map(a -> glass.around(a, resource, lookBack.get())))
            .orElseThrow());
  }

  private Reply rpki(
      Envelope envelope, Map<String, String> query, Timeline.Epoch epoch, RipeStat state) {
    String resource = query.getOrDefault("resource", "");
    if (resource.isEmpty()) {
      return required(envelope, "resource");
    }
    String text = query.getOrDefault("prefix", "");
    if (text.isEmpty()) {
      return required(envelope, "prefix");
    }
    Optional<Asn> asn = read(resource, Asn::parse);
    Optional<Prefix> prefix = read(text, Texts::anyPrefix);
    if (asn.isEmpty()) {
      return unsupported(envelope, resource, "ASN");
    }
    if (prefix.isEmpty()) {
      return unsupported(envelope, text, "IP prefix");
    }
    return envelope.ok(
        state == RipeStat.EMPTY
            ? RpkiValidation.nothing(asn.get(), prefix.get())
            : RpkiValidation.data(network, shown(epoch), asn.get(), prefix.get()));
  }

  private static Announced shown(Timeline.Epoch epoch) {
    return epoch.frozen().map(Timeline.Frozen::announced).orElse(epoch.announced());
  }

  private static Reply required(Envelope envelope, String parameter) {
    return envelope.badRequest("The parameter '" + parameter + "' is required.");
  }

  private static Reply unsupported(Envelope envelope, String value, String allowed) {
    String type =
        read(value, Asn::parse).isPresent()
            ? "ASN"
            : read(value, Texts::anyPrefix).isPresent() ? "IP prefix" : "unknown";
    return envelope.badRequest(
        value + " is of unsupported type " + type + ". It should be one of: " + allowed + ".");
  }

  private static <T> Optional<T> read(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
