package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read who ask how things are, in the night of June 2025. */
class ReadingTest {
  @Test
  void statusTellsOneCard() {
    assertThat(Night.DURING.read("status"))
        .startsWith("○ OUTAGE: North Korea unreachable since about 17:30 UTC (02:30 Pyongyang)\n")
        .containsSubsequence(
            "[x] Routes: 0 of 4 prefixes visible",
            "[x] China line (AS4837 China Unicom): no route seen since 17:30 UTC",
            "[x] Russia line (AS20485 TransTelecom): no route seen since 17:30 UTC",
            "[x] Sites: 0 of 9 addresses answer",
            "[x] DNS: 0 of 2",
            "Under way\n  KP-",
            "A fault or action inside the country is very likely (83 %).",
            "Our confidence is moderate",
            "Routes 0/4 · China line not seen · Russia line not seen · Site addresses 0/9 · DNS 0/2"
                + " · route data 19:58 UTC (04:58 Pyongyang), 75 s ago");
    assertThat(Night.DURING.ask("status").message().status()).isEqualTo(Status.OUTAGE);
  }

  /** Four of the addresses had answered in the minutes before the loss. */
  @Test
  void whatAnsweredBeforeTheLossDoesNotCountAsAnswering() {
    assertThat(Night.FRESH.read("status"))
        .contains("Sites: 0 of 9 addresses answer from where we look, 5 silent, 4 not asked since");
    assertThat(Night.FRESH.read("sites"))
        .startsWith(
            "Sites of North Korea: 0 of 9 addresses answer, last 17:29 UTC (02:29 Pyongyang); 4 not asked since")
        .contains("kcna.kp (175.45.176.71): not asked since, last answer 17:28 UTC");
  }

  @Test
  void statusInQuietTimesNamesTheLastIncident() {
    assertThat(Night.BEFORE.read("status"))
        .startsWith("● NORMAL: North Korea since we first looked, 10:00 UTC (19:00 Pyongyang)")
        .doesNotContain("Under way", "Last incident");
    assertThat(Night.AFTER.read("status"))
        .startsWith("● NORMAL: North Korea since 02:56 UTC (11:56 Pyongyang)")
        .contains("Last incident\n  " + Night.AFTER.code() + " · national outage · began")
        .contains("lasted 8 h 58 min", "very likely (83 %)", "ended 3 h 3");
  }

  @Test
  void anIncidentFromTheArchiveIsCalledSo() {
    Night night = Night.AFTER;
    History.Entry seen = night.archive().newestFirst().get(0);
    History.Entry entry =
        new History.Entry(seen.incident(), seen.assessment(), History.Origin.ARCHIVE);
    Archive archive = new Archive(since -> List.of(entry), night.now);
    Desk desk =
        new Desk(
            night.network,
            Night.wording(night.network),
            night::state,
            archive,
            new FakeSubscribers(),
            List.of());

    assertThat(
            desk.answer(Night.request(Night.managed(), "incidents"), night.now).message().plain())
        .contains(night.code() + " · national outage")
        .contains(" · routing only, from RIPEstat's archive");
    assertThat(
            desk.answer(Night.request(Night.managed(), "incident", "code", night.code()), night.now)
                .message()
                .plain())
        .contains("This is routing only, from RIPEstat's archive: drawn from it later;");
    assertThat(
            desk.answer(Night.request(Night.managed(), "why", "incident", night.code()), night.now)
                .message()
                .plain())
        .contains("This is routing only, from RIPEstat's archive: drawn from it later;");
    assertThat(
            night.read("incidents")
                + night.read("incident", "code", night.code())
                + night.read("why", "incident", night.code()))
        .doesNotContain("routing only");
  }

  @Test
  void statusIsForEverybodyOnlyIfAsked() {
    assertThat(Night.DURING.ask("status").open()).isFalse();
    assertThat(Night.DURING.ask("status", "public", "true").open()).isTrue();
    assertThat(Night.DURING.ask("status", "public", "false").open()).isFalse();
  }

  @Test
  void theButtonsOfStatusFitTheState() {
    assertThat(Night.BEFORE.ask("status").buttons())
        .containsExactly(new Button("Sites", "sites"), new Button("Incidents", "incidents"));
    assertThat(Night.DURING.ask("status").buttons())
        .contains(new Button("Why", "why:" + Night.DURING.code()));
  }

  @Test
  void aBlindMonitorSaysSoFirst() {
    Big big = new Big();
    String text =
        big.desk().answer(Night.request(Night.managed(), "status"), Big.NOW).message().plain();
    assertThat(text)
        .startsWith("? UNKNOWN: we cannot see, nothing is concluded · North Korea since 03:00 UTC");
  }

  @Test
  void whyWeighsEveryHypothesis() {
    String text = Night.DURING.read("why");
    assertThat(text)
        .containsSubsequence(
            "Inside fault or action: very likely (83 %)",
            "+ no trouble in the hour before",
            "[A2, moderate]",
            "Cannot be told: very unlikely (11 %)",
            "Pattern consistent with an attack: very unlikely (5 %)",
            "- A2, B1 and D1 point to a fault or action inside the country instead",
            "Upstream or cable: almost no chance (1 %)",
            "- 4 of 4 prefixes left the China line and the Russia line",
            "Our confidence is moderate: we look from one place only.",
            "Would change our mind",
            "we cannot see traffic, intent or who",
            "A2: https://");
    for (Night night : List.of(Night.FRESH, Night.DURING, Night.AFTER)) {
      int sum =
          Pattern.compile("\\((\\d+) %\\)")
              .matcher(night.read("why"))
              .results()
              .mapToInt(r -> Integer.parseInt(r.group(1)))
              .sum();
      assertThat(sum).isEqualTo(100);
    }
  }

  @Test
  void whyWithoutACodeMeansTheOpenIncidentElseTheLast() {
    assertThat(Night.AFTER.read("why"))
        .startsWith(Night.AFTER.code() + ": North Korea, national outage from 2025-06-06 17:30 UTC")
        .endsWith("final");
    assertThat(Night.BEFORE.read("why"))
        .startsWith("Nothing to explain: no incident in North Korea is known");
    assertThat(Night.DURING.read("why", "incident", Night.DURING.code().substring(3)))
        .isEqualTo(Night.DURING.read("why"));
  }

  @Test
  void routesTellsWhoSeesEachPrefixAndHow() {
    assertThat(Night.BEFORE.read("routes"))
        .startsWith("Routes of North Korea: 4 of 4 visible since we first looked, 10:00 UTC")
        .containsSubsequence(
            "175.45.176.0/24: visible",
            "Seen by 240 of 240 live peers (100 %), read 16:5",
            "Through: China line (AS4837 China Unicom) 60 %, Russia line (AS20485 TransTelecom) 40 %.",
            "RPKI: valid, asked");
    assertThat(Night.DURING.read("routes"))
        .startsWith("Routes of North Korea: 0 of 4 visible since 17:30 UTC (02:30 Pyongyang)")
        .containsSubsequence(
            "175.45.178.0/24: gone",
            "Too few to be a route",
            "Changed within 17:29-17:30 UTC (02:29-02:30 Pyongyang), 2 h 3");
    assertThat(Night.DURING.ask("routes").message().status()).isEqualTo(Status.OUTAGE);
  }

  @Test
  void routesThatCannotBeReadAreNotCalledGone() {
    String text =
        new Big()
            .desk()
            .answer(Night.request(Night.managed(), "routes"), Big.NOW)
            .message()
            .plain();
    assertThat(text)
        .startsWith("Routes of North Korea: cannot be seen since 03:00 UTC")
        .contains("nothing is concluded from it", "175.45.176.0/24: cannot be told")
        .doesNotContain(": gone");
  }

  @Test
  void sitesAreInTheirGroupsWithTheirAddresses() {
    assertThat(Night.BEFORE.read("sites"))
        .startsWith("Sites of North Korea: 9 of 9 addresses answer, last 16:59 UTC")
        .containsSubsequence(
            "culture\n  korfilm.com.kp (175.45.176.81): answers in 650 ms, ",
            "news\n  kcna.kp",
            "rodong.rep.kp",
            "vok.rep.kp",
            "name servers\n  ns1.kptc.kp (175.45.176.15): answers in 380 ms",
            "175.45.176.81: korfilm.com.kp, knic.com.kp",
            "page 1 of 1 · last probe 2025-06-06 16:59 UTC (01:59 Pyongyang, 2025-06-07)");
  }

  @Test
  void sitesSayWhatIsOld() {
    assertThat(Night.DURING.read("sites"))
        .contains("After a total loss we ask less")
        .contains("silent since asked at 17:30 UTC (02:30 Pyongyang), last answer 17:25 UTC")
        .contains("old, last asked");
  }

  @Test
  void sitesAreFilteredByNameAndByGroup() {
    assertThat(Night.BEFORE.read("sites", "filter", "NEWS"))
        .contains("kcna.kp", "vok.rep.kp")
        .doesNotContain("mfa.gov.kp");
    assertThat(Night.BEFORE.read("sites", "filter", "gov.kp"))
        .contains("mfa.gov.kp", "ma.gov.kp")
        .doesNotContain("naenara");
    assertThat(Night.BEFORE.read("sites", "filter", "cinema"))
        .startsWith("No host or group contains \"cinema\"")
        .contains("Groups: culture, education, government, news, trade, transport, name servers.");
  }

  @Test
  void sitesComeInPages() {
    Desk desk = new Big().desk();
    Reply first = desk.answer(Night.request(Night.managed(), "sites"), Big.NOW);
    Reply last = desk.answer(Night.request(Night.managed(), "sites", "page", "5"), Big.NOW);

    assertThat(first.buttons()).contains(new Button("Next page", "sites:2"));
    assertThat(first.message().foot()).startsWith("page 1 of 5");
    assertThat(last.buttons()).noneMatch(b -> b.label().equals("Next page"));
    assertThat(last.message().plain()).contains("ns2.kptc.kp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "-1", "1.5", "x", "99999999999"})
  void aPageThatIsNotThereIsSaidSo(String page) {
    assertThat(Night.BEFORE.read("sites", "page", page))
        .startsWith("There is no page \"" + page + "\"")
        .contains("There is one page.");
  }

  @Test
  void incidentsAreListedNewestFirst() {
    assertThat(Night.AFTER.read("incidents"))
        .startsWith(
            "North Korea: 1 incident in the last 30 days, the newest since 2025-06-06 17:30")
        .contains(
            Night.AFTER.code()
                + " · national outage · began 2025-06-06 17:30 UTC (02:30 Pyongyang, 2025-06-07)"
                + " · lasted 8 h 58 min · inside fault or action very likely (83 %)");
    assertThat(Night.DURING.read("incidents", "days", "1"))
        .startsWith("North Korea: 1 incident in the last day")
        .contains("2 h 30 min so far");
    assertThat(Night.BEFORE.read("incidents"))
        .startsWith("North Korea: no incident in the last 30 days")
        .contains("We have been watching only since 2025-06-06 10:00 UTC (19:00 Pyongyang).");
  }

  @Test
  void aLongListEndsWithHowManyMoreThereAre() {
    String text =
        new Big()
            .desk()
            .answer(Night.request(Night.managed(), "incidents"), Big.NOW)
            .message()
            .plain();
    assertThat(text).startsWith("North Korea: 300 incidents").contains("… and 280 earlier ones");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3651", "-3", "many", "3.5", "1000000000000"})
  void whatIsNoNumberOfDaysIsSaidSo(String days) {
    assertThat(Night.AFTER.read("incidents", "days", days))
        .startsWith("Not a number of days: \"" + days + "\"")
        .contains("from 1 to 3650");
  }

  @Test
  void anIncidentIsToldFromOnsetToEnd() {
    String code = Night.AFTER.code();
    assertThat(Night.AFTER.read("incident", "code", code.toLowerCase(java.util.Locale.ROOT)))
        .startsWith(code + ": North Korea, national outage from 2025-06-06 17:30 UTC")
        .containsSubsequence(
            "Began within 17:29-17:30 UTC (02:29-02:30 Pyongyang)",
            "Confirmed 17:30 UTC",
            "Ended 2025-06-07 02:56 UTC (11:56 Pyongyang).",
            "From the first sign to the end: 9 h 2",
            "Without routes: 8 h 58 min",
            "Timeline",
            "national outage, confirmed",
            "nothing is wrong any more",
            "What left its usual state, in this order",
            "4 prefixes gone",
            "no route seen through the China line and the Russia line",
            "9 addresses silent",
            "Final: A fault or action inside the country is very likely (83 %).");
    assertThat(Night.DURING.read("incident", "code", code))
        .contains("Still under way.", "First said: cannot be told.");
    assertThat(Night.DURING.ask("incident", "code", code).buttons())
        .containsExactly(new Button("Why", "why:" + code), new Button("Sites", "sites"));
  }

  @Test
  void aCodeThatNobodyHasGetsTheNearestAndTheLast() {
    String code = Night.AFTER.code();
    String near = code.substring(0, 6) + "0";
    assertThat(Night.AFTER.read("incident", "code", near))
        .startsWith("No incident has the code \"" + near + "\"")
        .contains("Near it, then the last ones: " + code + ".");
    assertThat(Night.AFTER.read("why", "incident", "KP-0000")).contains("The last ones: " + code);
    assertThat(Night.BEFORE.read("incident", "code", "KP-0000"))
        .contains("No incident is known yet.");
    assertThat(Night.AFTER.read("incident")).startsWith("No incident has the code");
  }

  @Test
  void anOpenIncidentIsExplainedEvenIfTheArchiveMissedIt() {
    Desk desk =
        new Desk(
            Night.DURING.network,
            Night.wording(Night.DURING.network),
            Night.DURING::state,
            new Archive(since -> List.of(), Night.DURING.now),
            new FakeSubscribers(),
            List.of());
    assertThat(
            desk.answer(Night.request(Night.managed(), "why"), Night.DURING.now).message().plain())
        .contains("Inside fault or action: very likely (83 %)");
    assertThat(Optional.of(desk.codes(""))).contains(List.of());
  }

  @Test
  void aboutSaysWhatIsKeptAndUnderWhichLicence() {
    assertThat(Night.BEFORE.read("about"))
        .contains("Apache-2.0", "6. Traffic, intent and who", "Privacy", "RIPE RIS")
        .contains("No names, and nothing that people write.");
  }
}
