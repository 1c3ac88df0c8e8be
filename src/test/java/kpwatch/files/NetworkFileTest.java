package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkFileTest {
  private static final String KP = JsonFile.resource("networks/kp.json");

  @Test
  void builtInNetworkIsNorthKoreas() {
    Network kp = NetworkFile.read("kp");

    assertThat(kp.origin()).isEqualTo(new Asn(131279));
    assertThat(kp.block()).contains(Prefix.parse("175.45.176.0/22"));
    assertThat(kp.prefixes())
        .extracting(Prefix::toString)
        .containsExactly(
            "175.45.176.0/24", "175.45.177.0/24", "175.45.178.0/24", "175.45.179.0/24");
    assertThat(kp.line(new Asn(4837))).isEqualTo("China");
    assertThat(kp.line(new Asn(20485))).isEqualTo("Russia");
    assertThat(kp.zone()).isEqualTo("kp");
    assertThat(kp.timezone()).isEqualTo(ZoneId.of("Asia/Pyongyang"));
    assertThat(kp.nameservers()).hasSize(2);
    assertThat(kp.addresses().get(Address.parse("175.45.176.81")))
        .as("ten small sites share one server")
        .hasSize(10);
    assertThat(kp.controlPrefixes()).isEqualTo(NetworkPart.CONTROL_PREFIXES);
  }

  @Test
  void builtInNetworkLeavesOutHostsThatAreGoneOrOnlyCarryMail() {
    assertThat(NetworkFile.read("kp").sites())
        .extracting(Network.Site::host)
        .doesNotContain("gnu.rep.kp", "silibank.net.kp", "star.net.kp", "star-co.net.kp");
  }

  @Test
  void builtInNetworkHasControlsOfEveryKind() {
    assertThat(NetworkFile.read("kp").controls())
        .extracting(Control::kind)
        .contains(Control.Kind.values());
  }

  @Test
  void aSiteWithoutAKnownAddressHasNone() {
    assertThat(NetworkFile.read("kp").site("mfa.gov.kp").orElseThrow().address()).isEmpty();
  }

  @Test
  void aPathIsReadToo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), KP);

    assertThat(NetworkFile.read(file.toString())).isEqualTo(NetworkFile.read("kp"));
  }

  @Test
  void aPathWithoutAFileIsRefusedWithWhatIsAllowed() {
    FileRefused refused =
        catchThrowableOfType(FileRefused.class, () -> NetworkFile.read("nowhere.json"));

    assertThat(refused.what()).isEqualTo("nowhere.json");
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("no such file", "allowed", "kp");
  }

  @Test
  void textThatIsNotJsonIsRefusedWithItsLine() {
    assertThat(problems("{\n  \"format\": \"kpwatch-network-1\",\n  oops\n}"))
        .singleElement()
        .asString()
        .startsWith("line 3")
        .contains("not JSON");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(problems("{\"name\": \"a\",\n \"name\": \"b\"}"))
        .singleElement()
        .asString()
        .contains("line 2", "not JSON");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(problems("")).singleElement().asString().contains("empty");
    assertThat(problems("[]")).singleElement().asString().contains("an object");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String wrong =
        KP.replace("\"country\": \"KP\",", "\"county\": \"KP\",")
            .replace("Asia/Pyongyang", "Asia/Nowhere")
            .replace("131279", "64512")
            .replace("\"kcna.kp\"", "\"KCNA.kp\"")
            .replace("175.45.176.75", "10.0.0.1")
            .replace("near-china", "near-chna");

    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "county: unknown key, did you mean \"country\"?; allowed: format, name, country, zone,"
                + " timezone, capital, origin_as, block, prefixes, upstreams, sites, nameservers,"
                + " controls, control_prefixes",
            "country: missing; needed: an ISO 3166 code such as KP",
            "timezone: \"Asia/Nowhere\" is not allowed here; allowed: a zone of the time zone"
                + " database such as Asia/Pyongyang",
            "origin_as: 64512 is not allowed here; allowed: a public AS number from 1 to"
                + " 4294967295, such as 131279",
            "sites[0].host: \"KCNA.kp\" is not allowed here; allowed: a host name of lower-case"
                + " letters, digits and hyphens such as kcna.kp",
            "sites[2].address: 10.0.0.1 is not allowed here; allowed: an address in one of the"
                + " prefixes",
            "controls[4].kind: \"near-chna\" is not allowed here; allowed: unrelated, near-china,"
                + " near-russia, regime-abroad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"capital\": \"Pyongyang\",        |                            | capital: missing",
        "\"Pyongyang\"                      | 7                          | capital: 7",
        "\"kpwatch-network-1\"              | \"kpwatch-network-2\"      | format: \"kpwatch-netw",
        "\"zone\": \"kp\"                   | \"zone\": \".kp\"          | zone: \".kp\"",
        "\"asn\": 4837                      | \"asn\": 0                 | upstreams[0].asn: 0",
        "\"asn\": 4837                      | \"asn\": \"4837\"          | upstreams[0].asn: \"48",
        "\"asn\": 20485                     | \"asn\": 4837              | upstreams[1]: \"AS4837\"",
        "\"line\": \"Russia\"               | \"line\": \"China\"        | upstreams[1]: \"China\"",
        "\"175.45.177.0/24\"                | \"175.45.176.0/24\"        | prefixes[1]: \"175.45.1",
        "\"175.45.177.0/24\"                | \"175.45.180.0/24\"        | prefixes[1]: 175.45.180",
        "\"175.45.177.0/24\"                | \"175.45.177.1/24\"        | prefixes[1]: \"175.45.1",
        "\"175.45.177.0/24\"                | \"999.45.177.0/24\"        | prefixes[1]: \"999.45.1",
        "\"rodong.rep.kp\"                  | \"kcna.kp\"                | sites[1]: \"kcna.kp\" is",
        "\"kcna.kp\"                        | \"kcna\"                   | sites[0].host: \"kcna\"",
        "\"kcna.kp\"                        | \"-a.kp\"                  | sites[0].host: \"-a.kp\"",
        "\"175.45.176.71\"                  | \"kcna.kp\"                | sites[0].address: \"kcn",
        "\"scheme\": \"http\", \"group\": \"transport\" | \"scheme\": \"gopher\" | sites[10].scheme",
        "\"www.nic.br\"                     | \"www.ripe.net\"           | controls[2]: \"www.ripe",
        "\"199.7.83.0/24\"                  | \"175.45.176.0/20\"        | control_prefixes[1]: 175",
        "\"193.0.0.0/21\", \"199.7.83.0/24\" |                           | control_prefixes: []",
        "\"host\": \"ns1.kptc.kp\"          | \"hots\": \"ns1.kptc.kp\"  | nameservers[0].hots: unk",
      })
  void eachFaultIsNamedWithItsPlace(String part, String instead, String problem) {
    assertThat(KP).contains(part.strip());
    String wrong =
        KP.replaceFirst(
            java.util.regex.Pattern.quote(part.strip()),
            java.util.regex.Matcher.quoteReplacement(instead == null ? "" : instead.strip()));

    assertThat(problems(wrong)).anySatisfy(p -> assertThat(p).startsWith(problem.strip()));
  }

  @Test
  void fewerThanThreeUnrelatedControlsAreRefused() {
    String wrong =
        KP.replace(
                "\"www.ripe.net\", \"kind\": \"unrelated\"",
                "\"www.ripe.net\", \"kind\": \"regime-abroad\"")
            .replace(
                "\"www.nic.br\", \"kind\": \"unrelated\"",
                "\"www.nic.br\", \"kind\": \"regime-abroad\"");

    assertThat(problems(wrong))
        .singleElement()
        .asString()
        .startsWith("controls: 2 of kind unrelated");
  }

  @Test
  void noPrefixesAndNoUpstreamsAreRefused() {
    String wrong =
        "{\"prefixes\": [], \"upstreams\": [], \"sites\": [], \"nameservers\": [], \"controls\": []}";

    assertThat(problems(wrong))
        .anySatisfy(p -> assertThat(p).startsWith("prefixes: []"))
        .anySatisfy(p -> assertThat(p).startsWith("upstreams: []"))
        .anySatisfy(p -> assertThat(p).startsWith("controls: 0 of kind unrelated"));
  }

  @Test
  void aLongValueIsShownShortened() {
    String wrong = KP.replace("\"kcna.kp\"", "\"" + "x".repeat(500) + "\"");

    assertThat(problems(wrong)).singleElement().asString().hasSizeLessThan(200).contains("…");
  }

  private static List<String> problems(String text) {
    FileRefused refused =
        catchThrowableOfType(FileRefused.class, () -> NetworkFile.parse("test", text));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems();
  }
}
