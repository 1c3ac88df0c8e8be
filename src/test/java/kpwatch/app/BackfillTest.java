package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kpwatch.app.PastRun.Ran;
import kpwatch.command.Archive;
import kpwatch.command.History.Entry;
import kpwatch.command.History.Origin;
import kpwatch.incident.Scope;
import kpwatch.storage.Database;
import kpwatch.storage.SqlHistory;
import kpwatch.storage.Stored;
import kpwatch.testkit.FakeArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code backfill} against an archive on loopback and a database of its own. */
@Timeout(120)
class BackfillTest {
  private static final String START = ArchivedJune.START.toString();
  private static final String END = ArchivedJune.END.toString();

  @TempDir Path folder;

  private PastRun past;
  private String url;

  @BeforeEach
  void settings() {
    url = "jdbc:sqlite:" + folder.resolve("history.db");
    past = new PastRun(folder);
    past.settings("storage.url = " + url);
  }

  @Test
  void theIncidentEntersTheHistoryWithItsAssessmentAndNobodyIsTold() throws Exception {
    Ran ran = backfill(ArchivedJune.night(), START, END);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("added: KP-").contains("national outage", "routing only");
    Entry entry = only();
    assertThat(entry.origin()).isEqualTo(Origin.ARCHIVE);
    assertThat(entry.incident().widest()).isEqualTo(Scope.NATIONAL);
    assertThat(entry.incident().ended()).isPresent();
    assertThat(entry.assessment()).isPresent();
    assertThat(past.files()).allMatch(f -> f.startsWith("history.db"));
    for (String table :
        List.of(
            "watch_state",
            "sample",
            "observation",
            "transition",
            "notification",
            "delivery",
            "card",
            "posted")) {
      assertThat(count(table)).as(table).isZero();
    }
  }

  @Test
  void twiceAndWithAnotherBeginningItIsStillOneIncident() throws Exception {
    backfill(ArchivedJune.night(), START, END);
    Entry first = only();
    Ran again = backfill(ArchivedJune.night(), START, END);
    Ran other = backfill(ArchivedJune.night(), "2025-06-06T19:01:13Z", END);

    assertThat(again.out()).contains("left out", "is known as " + first.incident().code());
    assertThat(other.out()).contains("left out", "is known as " + first.incident().code());
    assertThat(only()).isEqualTo(first);
  }

  @Test
  void whatIsNotOverIsLeftOut() throws Exception {
    Ran ran = backfill(ArchivedJune.night(), START, "2025-06-07T04:00:00Z");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("left out").contains("is not over in this window");
    assertThat(entries()).isEmpty();
  }

  @Test
  void aQuietWindowHasNoIncident() throws Exception {
    Ran ran = backfill(ArchivedJune.night(), START, "2025-06-06T22:00:00Z");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("no incident in this window");
  }

  @Test
  void noDataIsNoIncident() throws Exception {
    Ran ran = backfill(ArchivedJune.night(), "2020-12-21T07:00:00Z", "2020-12-21T12:00:00Z");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(entries()).isEmpty();
  }

  @Test
  void whileTheBotRunsNothingIsAskedAndTheBotIsNamed() throws Exception {
    FakeArchive june = ArchivedJune.night();
    try (Database running = Database.open(url, InstantSource.system())) {
      assertThat(running).isNotNull();
      Ran ran = backfill(june, START, END);

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(june.asked()).isEmpty();
  }

  private Ran backfill(FakeArchive archive, String start, String end) throws IOException {
    return past.run(archive, "backfill", start, end);
  }

  private Entry only() {
    assertThat(entries()).hasSize(1);
    return entries().get(0);
  }

  /** As the bot reads them at its start, more than a year later. */
  private List<Entry> entries() {
    try (Database database = Database.open(url, InstantSource.system())) {
      return new Archive(new SqlHistory(database), Instant.parse("2026-11-28T00:00:00Z"))
          .newestFirst();
    }
  }

  private long count(String table) {
    try (Database database = Database.open(url, InstantSource.system())) {
      return new Stored(database).count(table);
    }
  }
}
