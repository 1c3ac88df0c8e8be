package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Peers;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Observation.Validation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Rpki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedAnswersTest {
  @Test
  void everyFullTablePeerOfJune2025SeesTheRoute() throws IOException {
    Route route = route("ripestat-2025-06-11/looking_glass.json", "140.78.0.0/16");
    Peers peers = (Peers) Canned.json(Recorded.bytes("ripestat-2025-06-11/rrc_info.json")).peers();
    Set<PeerId> seeing = new HashSet<>();
    route.rows().forEach(row -> seeing.add(row.peer()));

    assertThat(route.rows()).hasSize(421);
    assertThat(route.queryTime()).isEqualTo(Instant.parse("2025-06-11T16:02:52Z"));
    assertThat(peers.fullTable()).hasSize(344);
    assertThat(seeing).hasSize(421).containsAll(peers.fullTable());
  }

  @Test
  void readsPathAndTimeOfARow() throws IOException {
    Row first = route("ripestat-2025-06-11/looking_glass.json", "140.78.0.0/16").rows().get(0);

    assertThat(first.peer()).isEqualTo(new PeerId("RRC00", "2.56.11.1"));
    assertThat(first.path().neighbour()).contains(new Asn(1853));
    assertThat(first.path().origin()).contains(new Asn(1205));
    assertThat(first.latest()).isEqualTo(Instant.parse("2025-06-11T16:02:50Z"));
  }

  @Test
  void theLayoutOf2021IsReadThoughItsTimesDisagree() throws IOException {
    assertThat(route("ripestat-prsw/looking_glass.json", "140.78.0.0/16").rows()).hasSize(1);
    assertThat(rpki("ripestat-prsw/rpki_validation_status.json", 3333, "193.0.0.0/21"))
        .isEqualTo(Rpki.VALID);
  }

  @ParameterizedTest
  @CsvSource({
    "looking-glass_202.128.78.0-24_20260916, 202.128.78.0/24, 2026-09-16T00:49:37.4, RRC01,"
        + " 5.57.80.210, 2026-09-16T00:49:33.900Z",
    "looking-glass_62.106.78.0-24_20261109, 62.106.78.0/24, 2026-11-09T15:05:58, RRC01,"
        + " 5.57.80.113, 2026-11-09T15:05:54.880Z"
  })
  void anAnswerOf2026IsMalformedWhereItWasCutAndReadableOnceClosed(
      String name, String prefix, String queryTime, String collector, String peer, Instant latest)
      throws IOException {
    byte[] cut = Recorded.bytes("ripestat-live-2026/" + name + ".truncated.txt");
    String closed =
        new String(cut, StandardCharsets.UTF_8).strip()
            + "]}],\"query_time\":\""
            + queryTime
            + "\"}}";

    RipeStatTest.assertMissing(Canned.json(cut).routes(prefix), Cause.MALFORMED, "");
    Route route = (Route) Canned.json(closed).routes(prefix);
    assertThat(route.rows()).hasSize(2);
    assertThat(route.rows().get(0).peer()).isEqualTo(new PeerId(collector, peer));
    assertThat(route.rows().get(0).latest()).isEqualTo(latest);
  }

  @ParameterizedTest
  @CsvSource({
    "ripestat-2025-06-11/rpki_validation.json, 3333, 193.0.0.0/21, VALID",
    "ripestat-live-2026/rpki-validation_valid_20261118.json, 151905, 2401:7be0::/48, VALID",
    "ripestat-live-2026/rpki-validation_two-roas_valid.json, 398826, 2a02:7080::/48, VALID",
    "ripestat-live-2026/rpki-validation_less-specific-roa_valid.json, 208454,"
        + " 2a10:cc44:1da::/48, VALID",
    "ripestat-live-2026/rpki-validation_unknown_no-roa.json, 151494, 0.0.0.0/0, UNKNOWN"
  })
  void readsTheRpkiState(String file, long origin, String prefix, Rpki state) throws IOException {
    assertThat(rpki(file, origin, prefix)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|http400_missing-resource_country-resource-list_2021.json|BAD_REQUEST"
            + "|HTTP 400: The parameter 'resource' is required.",
        "400|http400_unsupported-type_geoloc_2026_trimmed.json|BAD_REQUEST"
            + "|HTTP 400: AS44559 is of unsupported type ASN. It should be one of: IP prefix.",
        "200|http400_missing-resource_country-resource-list_2021.json|UNUSABLE|status is error",
        "200|http200_maintenance_mlab-bandwidth_2025.json|MAINTENANCE|currently unavailable",
        "200|http200_maintenance_ris-first-last-seen_2025.json|MAINTENANCE|maintenance",
        "200|http200_empty-because-not-indexed_bgp-state_2025.json|UNUSABLE|data has no",
        "200|http200_empty-because-not-indexed_bgplay_2025.json|UNUSABLE|data has no"
      })
  void errorsAndTrapsAreMissing(int status, String file, Cause cause, String part)
      throws IOException {
    byte[] body = Recorded.bytes("ripestat-errors/" + file);

    RipeStatTest.assertMissing(
        Canned.http(status, "application/json", body).routes("140.78.0.0/16"), cause, part);
    RipeStatTest.assertMissing(Canned.http(status, "application/json", body).peers(), cause, part);
    RipeStatTest.assertMissing(
        Canned.http(status, "application/json", body).validation(1205, "140.78.0.0/16"),
        cause,
        part);
  }

  @Test
  void theLayoutOf2017IsNoLegalAnswer() throws IOException {
    byte[] old = Recorded.bytes("ripestat-2017-07-22/lookingGlass.json");
    String wrapped = "{\"status\":\"ok\",\"data\":" + new String(old, StandardCharsets.UTF_8) + "}";

    RipeStatTest.assertMissing(
        Canned.json(old).routes("140.78.0.0/16"), Cause.UNUSABLE, "status is missing");
    RipeStatTest.assertMissing(
        Canned.json(wrapped).routes("140.78.0.0/16"), Cause.MALFORMED, "rrcs is START_OBJECT");
  }

  private static Route route(String file, String prefix) throws IOException {
    return (Route) Canned.json(Recorded.bytes(file)).routes(prefix);
  }

  private static Rpki rpki(String file, long origin, String prefix) throws IOException {
    Canned canned = Canned.json(Recorded.bytes(file));
    return ((Validation) canned.validation(origin, prefix)).status();
  }
}
