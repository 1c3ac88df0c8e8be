package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Peers;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Observation.Validation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RipeStatTest {
  private static final Prefix PREFIX = Prefix.parse(Inline.PREFIX);

  @Test
  void readsTheRowsOfALookingGlassAnswer() {
    Observation seen = Canned.json(Inline.LOOKING_GLASS).routes(Inline.PREFIX);

    assertThat(seen)
        .isEqualTo(
            new Route(
                Canned.NOW,
                PREFIX,
                Instant.parse("2026-11-24T11:59:57Z"),
                List.of(
                    row("RRC00", "192.0.2.1", "64496 64497 64500 64500", "11:59:55.100"),
                    row("RRC00", "2001:db8::1", "64498 64500", "11:59:56"),
                    row("RRC01", "192.0.2.9", "64496 64500", "11:59:56"))));
  }

  @Test
  void readsTheFullTablePeers() {
    assertThat(Canned.json(Inline.RRC_INFO).peers())
        .isEqualTo(
            new Peers(
                Canned.NOW,
                Set.of(new PeerId("RRC00", "192.0.2.1"), new PeerId("RRC00", "2001:db8::1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "valid, VALID",
    "invalid_asn, INVALID_ASN",
    "invalid_length, INVALID_LENGTH",
    "unknown, UNKNOWN"
  })
  void readsTheRpkiState(String word, Rpki state) {
    String answer = Inline.RPKI.replace("\"valid\"", "\"" + word + "\"");

    assertThat(Canned.json(answer).validation(64500, Inline.PREFIX))
        .isEqualTo(new Validation(Canned.NOW, PREFIX, state));
  }

  @Test
  void asksTheDocumentedCalls() {
    Canned canned = Canned.json(Inline.RPKI);
    canned.routes(Inline.PREFIX);
    canned.peers();
    canned.validation(64500, Inline.PREFIX);

    assertThat(canned.asked)
        .containsExactly(
            "looking-glass {resource=203.0.113.0/24}",
            "rrc-info {}",
            "rpki-validation {resource=64500, prefix=203.0.113.0/24}");
    assertThat(canned.bodyClosed).isTrue();
  }

  @Test
  void missingNamesItsSubject() {
    assertThat(Canned.json("{}").routes(Inline.PREFIX).subject()).isEqualTo(Subject.prefix(PREFIX));
    assertThat(Canned.json("{}").peers().subject()).isEqualTo(Subject.source("rrc-info"));
    assertThat(Canned.json("{}").validation(64500, Inline.PREFIX).subject())
        .isEqualTo(Subject.source("rpki-validation"));
  }

  @Test
  void noRowsIsALegalReading() {
    String answer =
        """
        {"status":"ok","time":"2026-11-24T11:59:58",
         "data":{"rrcs":[],"query_time":"2026-11-24T11:59:57"}}""";

    assertThat(Canned.json(answer).routes(Inline.PREFIX))
        .isEqualTo(new Route(Canned.NOW, PREFIX, Instant.parse("2026-11-24T11:59:57Z"), List.of()));
  }

  @Test
  void rowsOfAnotherPrefixAreLeftOut() {
    String answer = Inline.LOOKING_GLASS.replaceFirst("203.0.113.0/24", "203.0.112.0/22");

    assertThat(((Route) Canned.json(answer).routes(Inline.PREFIX)).rows()).hasSize(2);
    assertThat(((Route) Canned.json(answer).routes("198.51.100.0/24")).rows()).isEmpty();
  }

  @Test
  void prefixesAreComparedByValueNotBySpelling() {
    String answer = Inline.LOOKING_GLASS.replace(Inline.PREFIX, "2001:db8:0:0:0:0:0:0/32");

    assertThat(((Route) Canned.json(answer).routes("2001:db8::/32")).rows()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"peer\":\"192.0.2.1\"|\"peer\":\"not an address\"",
        "\"peer\":\"192.0.2.1\"|\"peer\":null",
        "\"latest_time\":\"2026-11-24T11:59:55.100000\"|\"x\":1",
        "2026-11-24T11:59:55.100000|yesterday",
        "\"as_path\":\"64496 64497 {64499} 64500 64500\"|\"y\":1",
        "\"prefix\":\"203.0.113.0/24\"|\"prefix\":\"all of it\""
      })
  void aRowThatCannotBeReadIsLeftOut(String change) {
    String[] parts = change.split("\\|");
    int at = Inline.LOOKING_GLASS.indexOf(parts[0]);
    String answer =
        Inline.LOOKING_GLASS.substring(0, at)
            + parts[1]
            + Inline.LOOKING_GLASS.substring(at + parts[0].length());

    assertThat(((Route) Canned.json(answer).routes(Inline.PREFIX)).rows()).hasSize(2);
  }

  @Test
  void aNewNameForARowsValueDoesNotLookLikeAWithdrawal() {
    String answer = Inline.LOOKING_GLASS.replace("\"latest_time\":", "\"confirmed\":");

    assertMissing(
        Canned.json(answer).routes(Inline.PREFIX), Cause.UNUSABLE, "none of 3 rows can be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rrcs\"|\"collectors\"|UNUSABLE",
        "\"peers\"|\"entries\"|UNUSABLE",
        "\"rrc\"|\"name\"|UNUSABLE",
        "\"query_time\"|\"asked\"|UNUSABLE",
        "\"data\"|\"result\"|UNUSABLE",
        "\"status\":\"ok\"|\"x\":1|UNUSABLE",
        "\"status\":\"ok\"|\"status\":\"error\"|UNUSABLE",
        "\"status\":\"ok\"|\"status\":1|MALFORMED",
        "\"supported\"|\"maintenance - soon\"|MAINTENANCE",
        "\"2026-11-24T11:59:57\"|1764000000|MALFORMED",
        "\"2026-11-24T11:59:57\"|\"+999999999-01-01T00:00:00\"|MALFORMED",
        "\"2026-11-24T11:59:57\"|\"2026-11-24T11:44:58\"|STALE",
        "\"rrc01\"|\""
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "\"|MALFORMED",
      })
  void aFaultInTheAnswerGivesItsCause(String from, String to, Cause cause) {
    assertMissing(
        Canned.json(Inline.LOOKING_GLASS.replace(from, to)).routes(Inline.PREFIX), cause, "");
  }

  @Test
  void dataOfFifteenMinutesIsFreshAndNewerDataThanTheAnswerIsLetPass() {
    for (String queryTime : List.of("2026-11-24T11:44:58.432513", "2026-11-24T12:10:00")) {
      String answer = Inline.LOOKING_GLASS.replace("2026-11-24T11:59:57", queryTime);
      assertThat(Canned.json(answer).routes(Inline.PREFIX)).isInstanceOf(Route.class);
    }
  }

  @Test
  void theStatusIsJudgedBeforeTheData() {
    assertMissing(
        Canned.json("{\"data\":[[[\"x\"]]],\"data_call_status\":\"maintenance\",\"status\":\"ok\"}")
            .routes(Inline.PREFIX),
        Cause.MAINTENANCE,
        "maintenance");
    assertMissing(
        Canned.json("{\"data\":{\"rrcs\":[{\"peers\":[[7]]}]},\"status\":\"error\"}")
            .routes(Inline.PREFIX),
        Cause.UNUSABLE,
        "status is error");
  }

  @Test
  void noFullTablePeerIsUnusable() {
    assertMissing(
        Canned.json(Inline.RRC_INFO.replace("true", "false")).peers(), Cause.UNUSABLE, "full");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"valid\"|\"perhaps\"|UNUSABLE",
        "\"valid\"|null|UNUSABLE",
        "\"valid\"|true|MALFORMED",
        "\"64500\"|\"64501\"|UNUSABLE",
        "203.0.113.0/24|203.0.113.0/25|UNUSABLE"
      })
  void anRpkiAnswerThatIsNotOursOrNotKnownIsMissing(String from, String to, Cause cause) {
    assertMissing(
        Canned.json(Inline.RPKI.replace(from, to)).validation(64500, Inline.PREFIX), cause, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"64500", "\"AS64500\"", "\"64500\""})
  void anAsNumberMayBeTextOrNumber(String number) {
    String answer = Inline.RPKI.replace("\"64500\"", number);

    assertThat(Canned.json(answer).validation(64500, Inline.PREFIX)).isInstanceOf(Validation.class);
  }

  @ParameterizedTest
  @CsvSource({
    "301, NOT_JSON",
    "404, NOT_JSON",
    "204, NOT_JSON",
    "429, RATE_LIMITED",
    "500, HTTP_5XX",
    "503, HTTP_5XX"
  })
  void theHttpStatusComesFirst(int status, Cause cause) {
    Canned canned = Canned.http(status, "application/json", Inline.LOOKING_GLASS);

    assertMissing(canned.routes(Inline.PREFIX), cause, "HTTP " + status);
  }

  @Test
  void theTimeToStayAwayIsInTheDetail() {
    Canned canned =
        new Canned(
            429,
            "text/html",
            Optional.of(Duration.ofMinutes(2)),
            java.io.InputStream.nullInputStream());

    assertMissing(canned.peers(), Cause.RATE_LIMITED, "HTTP 429, retry after 120 s");
  }

  @Test
  void aRefusalCarriesItsMessage() {
    String body =
        """
        {"messages":[["info","hello"],["error","The parameter 'resource' is required."]],
         "status":"error","data":{}}""";

    assertMissing(
        Canned.http(400, "application/json", body).peers(),
        Cause.BAD_REQUEST,
        "HTTP 400: The parameter 'resource' is required.");
    assertMissing(
        Canned.http(400, "application/json", "{\"messages\":7").peers(),
        Cause.BAD_REQUEST,
        "HTTP 400: message not readable");
    assertMissing(Canned.http(400, "text/html", "<html>").peers(), Cause.NOT_JSON, "HTTP 400");
  }

  @Test
  void aLongMessageIsCutAndLosesItsControlCharacters() {
    String body =
        "{\"messages\":[[\"error\",\"a\\u001b[31m\\r\\nb\\u202e" + "c".repeat(200) + "\"]]}";

    Missing missing = (Missing) Canned.http(400, "application/json", body).peers();

    assertThat(missing.detail()).startsWith("HTTP 400: a?[31m b?ccc").hasSizeLessThan(95);
  }

  @Test
  void anHtmlPageWithStatus200IsNotJson() {
    String page = "\n<!doctype html><title>Please log in</title>";

    assertMissing(Canned.http(200, "text/html", page).peers(), Cause.NOT_JSON, "text/html");
    assertMissing(Canned.http(200, "application/json", page).peers(), Cause.NOT_JSON, "");
    assertMissing(Canned.http(200, "text/plain", "try later").peers(), Cause.NOT_JSON, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "null", "[]", "[{}]", "7", "\"ok\"", "{", "{\"status\"", "{}{}", "{} x"})
  void whatIsNoWholeObjectIsMalformed(String body) {
    assertMissing(Canned.json(body).routes(Inline.PREFIX), Cause.MALFORMED, "");
  }

  @Test
  void deepNestingIsMalformed() {
    for (String bracket : List.of("[", "{\"a\":")) {
      for (String key : List.of("x", "data", "messages", "status")) {
        String body = "{\"" + key + "\":" + bracket.repeat(100_000);
        assertMissing(Canned.json(body).routes(Inline.PREFIX), Cause.MALFORMED, "");
      }
    }
  }

  @Test
  void hugeNumbersAreMalformed() {
    for (String key : List.of("x", "data", "time")) {
      String body = "{\"status\":\"ok\",\"" + key + "\":" + "9".repeat(1_000_000) + "}";
      assertMissing(Canned.json(body).routes(Inline.PREFIX), Cause.MALFORMED, "");
    }
    assertMissing(Canned.json("{\"time\":1e999999999}").routes(Inline.PREFIX), Cause.MALFORMED, "");
  }

  @Test
  void moreThanTheLimitIsTooLarge() {
    String filler = "\"x\":\"" + "y".repeat((int) LimitedBody.LIMIT) + "\",";
    String body = Inline.LOOKING_GLASS.replaceFirst("\\{", "{" + filler);

    assertMissing(Canned.json(body).routes(Inline.PREFIX), Cause.TOO_LARGE, "");
  }

  @Test
  void rowsBeyondAllReasonAreTooLarge() {
    String rows = "{},".repeat(200_000) + "{}";
    String body =
        "{\"status\":\"ok\",\"data\":{\"rrcs\":[{\"rrc\":\"RRC00\",\"peers\":[" + rows + "]}]}}";

    assertMissing(Canned.json(body).routes(Inline.PREFIX), Cause.TOO_LARGE, "rows");
  }

  @Test
  void aBodyThatBreaksOffIsMalformedAndOneThatHangsIsATimeout() {
    String start = Inline.LOOKING_GLASS.substring(0, 300);

    assertMissing(
        Canned.breaking(start, new IOException("unexpected end\nof stream")).routes(Inline.PREFIX),
        Cause.MALFORMED,
        "the body broke off: unexpected end of stream");
    assertMissing(
        Canned.breaking(start, new InterruptedIOException("timeout")).routes(Inline.PREFIX),
        Cause.TIMEOUT,
        "timeout");
  }

  @Test
  void noReplyIsUnreachableAndNoneInTimeIsATimeout() {
    Transport refusing =
        (call, query) -> {
          throw new java.net.ConnectException("Connection refused");
        };
    Transport hanging =
        (call, query) -> {
          throw new java.net.SocketTimeoutException();
        };

    assertMissing(Canned.source(refusing).peers(), Cause.UNREACHABLE, "Connection refused");
    assertMissing(Canned.source(hanging).peers(), Cause.TIMEOUT, "SocketTimeoutException");
  }

  private static Row row(String collector, String peer, String path, String time) {
    return new Row(new PeerId(collector, peer), AsPath.parse(path), at(time), at(time), false);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + "Z");
  }

  static void assertMissing(Observation seen, Cause cause, String part) {
    assertThat(seen).isInstanceOf(Missing.class);
    Missing missing = (Missing) seen;
    assertThat(missing.cause()).as(missing.detail()).isEqualTo(cause);
    assertThat(missing.detail()).contains(part).doesNotContain("\n").hasSizeLessThan(200);
    assertThat(missing.at()).isEqualTo(Canned.NOW);
  }
}
