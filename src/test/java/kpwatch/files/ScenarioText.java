package kpwatch.files;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Small scenario files for tests: two prefixes, two sites, one name server, three controls. */
final class ScenarioText {
  static final String INITIAL =
      "{'routes': {'*': {'paths': {'4837': 0.55, '20485': 0.45}}},"
          + " 'sites': {'*': {'answer': 'ok', 'millis': 600}},"
          + " 'nameservers': {'*': {'answer': 'ok', 'millis': 300}},"
          + " 'controls': {'*': {'answer': 'ok', 'millis': 40}}}";

  private static final String NETWORK =
      "{'name': 'Testland', 'country': 'KP', 'origin_as': 131279, 'block': '175.45.176.0/22',"
          + " 'prefixes': ['175.45.176.0/24', '175.45.177.0/24'],"
          + " 'upstreams': [{'asn': 4837, 'name': 'China Unicom', 'line': 'China'},"
          + " {'asn': 20485, 'name': 'TransTelecom', 'line': 'Russia'}],"
          + " 'sites': [{'host': 'a.kp', 'address': '175.45.176.10', 'scheme': 'http'},"
          + " {'host': 'b.kp', 'address': '175.45.177.11', 'scheme': 'https', 'group': 'news'}],"
          + " 'nameservers': [{'host': 'ns1.kp', 'address': '175.45.176.15'}],"
          + " 'controls': [{'host': 'c1.example', 'kind': 'unrelated'},"
          + " {'host': 'c2.example', 'kind': 'unrelated'},"
          + " {'host': 'c3.example', 'kind': 'near-china'}]}";

  private String network = NETWORK;
  private String initial = INITIAL;
  private String more = "";
  private final List<String> changes = new ArrayList<>();

  ScenarioText network(String part, String instead) {
    if (!network.contains(part)) {
      throw new IllegalArgumentException("not in the network: " + part);
    }
    network = network.replace(part, instead);
    return this;
  }

  ScenarioText initial(String json) {
    initial = json;
    return this;
  }

  /** A change at a time of 2 March 2026, {@code 03:00:00}, with the members of its object. */
  ScenarioText change(String time, String members) {
    changes.add("{'at': '2026-03-02T" + time + "Z', " + members + "}");
    return this;
  }

  /** Members beside those of every scenario. */
  ScenarioText more(String members) {
    more = ", " + members;
    return this;
  }

  /** The file, apostrophes made quotes. */
  String text() {
    String text =
        "{'format': 'kpwatch-scenario-1', 'id': 'test', 'title': 'A test',\n 'network': "
            + network
            + ",\n 'start': '2026-03-02T00:00:00Z', 'end': '2026-03-02T12:00:00Z',\n 'initial': "
            + initial
            + ",\n 'changes': ["
            + changes.stream().collect(Collectors.joining(",\n  "))
            + "]"
            + more
            + "}";
    return text.replace('\'', '"');
  }

  Scenario read() {
    return ScenarioFile.parse("test", text());
  }

  PlayedWorld play() {
    return new PlayedWorld(read());
  }
}
