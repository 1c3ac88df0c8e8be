package kpwatch.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kpwatch.network.Network;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;

/** Writes what {@link ScenarioFile} reads. */
public final class ScenarioWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ScenarioWriter() {}

  /** The whole file, a change to a line. What tests expect is left out. */
  public static String text(Scenario scenario) {
    StringBuilder text = new StringBuilder("{");
    member(text, "format", JSON.createObjectNode().textNode(ScenarioFile.FORMAT));
    member(text, "id", JSON.createObjectNode().textNode(scenario.id()));
    member(text, "title", JSON.createObjectNode().textNode(scenario.title()));
    member(text, "network", network(scenario.network()));
    member(text, "start", JSON.createObjectNode().textNode(scenario.start().toString()));
    member(text, "end", JSON.createObjectNode().textNode(scenario.end().toString()));
    ObjectNode initial = JSON.createObjectNode();
    world(initial, scenario.initial());
    member(text, "initial", initial);
    text.append("\n  \"changes\": [");
    String between = "\n    ";
    for (Change change : scenario.changes()) {
      text.append(between).append(change(change));
      between = ",\n    ";
    }
    return text.append("\n  ]\n}\n").toString();
  }

  private static void member(StringBuilder text, String key, Object value) {
    text.append("\n  \"").append(key).append("\": ").append(value).append(',');
  }

  private static ObjectNode network(Network network) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", network.name());
    node.put("country", network.country());
    node.put("origin_as", network.origin().number());
    network.block().ifPresent(b -> node.put("block", b.toString()));
    ArrayNode prefixes = node.putArray("prefixes");
    network.prefixes().forEach(p -> prefixes.add(p.toString()));
    ArrayNode upstreams = node.putArray("upstreams");
    for (Network.Upstream upstream : network.upstreams()) {
      upstreams
          .addObject()
          .put("asn", upstream.asn().number())
          .put("name", upstream.name())
          .put("line", upstream.line());
    }
    ArrayNode sites = node.putArray("sites");
    for (Network.Site site : network.sites()) {
      ObjectNode entry = sites.addObject().put("host", site.host());
      site.address().ifPresent(a -> entry.put("address", a.getHostAddress()));
      entry.put("scheme", Texts.word(site.scheme()));
      if (!site.group().isEmpty()) {
        entry.put("group", site.group());
      }
    }
    ArrayNode nameservers = node.putArray("nameservers");
    for (Network.Nameserver server : network.nameservers()) {
      nameservers
          .addObject()
          .put("host", server.host())
          .put("address", server.address().getHostAddress());
    }
    ArrayNode controls = node.putArray("controls");
    for (Network.Control control : network.controls()) {
      controls.addObject().put("host", control.host()).put("kind", control.kind().word());
    }
    return node;
  }

  private static ObjectNode change(Change change) {
    ObjectNode node = JSON.createObjectNode();
    node.put("at", change.at().toString());
    if (!change.note().isEmpty()) {
      node.put("note", change.note());
    }
    node.put("documented", change.evidence() == Change.Evidence.DOCUMENTED);
    world(node, change.world());
    return node;
  }

  private static void world(ObjectNode node, World world) {
    if (!world.routes().isEmpty()) {
      ObjectNode routes = node.putObject("routes");
      world.routes().forEach((prefix, r) -> routes.set(prefix.toString(), routing(r)));
    }
    hosts(node, "sites", Subject.Kind.SITE, world.hosts());
    hosts(node, "nameservers", Subject.Kind.DNS, world.hosts());
    hosts(node, "controls", Subject.Kind.CONTROL, world.hosts());
    Instruments instruments = world.instruments();
    if (instruments.ripestat().isPresent() || instruments.risLive().isPresent()) {
      ObjectNode sources = node.putObject("sources");
      instruments.ripestat().ifPresent(r -> sources.put("ripestat", Texts.word(r)));
      instruments.risLive().ifPresent(r -> sources.put("ris-live", Texts.word(r)));
    }
    instruments.peersLost().ifPresent(l -> node.putObject("ris").put("peers_lost", l));
    instruments.monitor().ifPresent(m -> node.put("monitor", Texts.word(m)));
  }

  private static ObjectNode routing(Routing routing) {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode paths = node.putObject("paths");
    routing.paths().forEach((asn, share) -> paths.put(Long.toString(asn.number()), share));
    node.put("rpki", routing.rpki().name().toLowerCase(Locale.ROOT));
    if (!routing.others().isEmpty()) {
      ArrayNode others = node.putArray("others");
      for (Routing.Announcement other : routing.others()) {
        ObjectNode entry =
            others
                .addObject()
                .put("prefix", other.prefix().toString())
                .put("origin", other.origin().number())
                .put("upstream", other.upstream().number())
                .put("share", other.share());
        if (!other.community().isEmpty()) {
          entry.put("community", other.community());
        }
      }
    }
    if (routing.stuck().signum() != 0) {
      node.put("stuck", routing.stuck());
    }
    return node;
  }

  private static void hosts(
      ObjectNode node, String key, Subject.Kind kind, Map<Subject, HostState> hosts) {
    List<Subject> ours = hosts.keySet().stream().filter(s -> s.kind() == kind).toList();
    if (ours.isEmpty()) {
      return;
    }
    ObjectNode records = node.putObject(key);
    for (Subject host : ours) {
      HostState state = hosts.get(host);
      if (state == null) {
        continue;
      }
      ObjectNode record = records.putObject(host.name());
      record.put("answer", answer(state.answer()));
      state
          .time()
          .ifPresent(t -> record.put("millis", BigDecimal.valueOf(t.toNanos()).movePointLeft(6)));
      if (state.lost().signum() != 0) {
        record.put("lost", state.lost());
      }
    }
  }

  private static String answer(HostAnswer answer) {
    boolean plain = answer.status() == 0 || answer.equals(HostAnswer.parse("ok"));
    return plain
        ? answer.answer() == Answer.OK ? "ok" : Texts.word(answer.answer())
        : "http-" + answer.status();
  }
}
