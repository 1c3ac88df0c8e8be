package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.incident.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program on the same file, and its sudden death. */
class KilledTest {
  private static final int ROUNDS = 5;

  @TempDir private Path folder;

  @Test
  void whatAKilledProgramSaidItKeptIsThere() throws Exception {
    int kept = -1;
    for (int round = 1; round <= ROUNDS; round++) {
      kept = killedAfter(kept + 5 * round, kept + 1);

      try (Database database = Database.open(url(), InstantSource.system())) {
        List<String> rounds =
            new Reading(database).transitions().stream().map(Transition::to).toList();
        // The last round may have been kept without being said.
        assertThat(rounds)
            .startsWith(
                IntStream.rangeClosed(0, kept).mapToObj(Integer::toString).toArray(String[]::new))
            .hasSizeBetween(kept + 1, kept + 2);
        assertThat(new SqlWatchStore(database, new SqlSubscriptions(database)).load())
            .contains(Filled.state());
        assertThat(
                database.<Integer>transaction(
                    h -> h.createQuery("SELECT COUNT(*) FROM delivery").mapTo(Integer.class).one()))
            .isEqualTo(rounds.size());
        assertThat(new SqlSubscriptions(database).all())
            .as("what is owed is of the same rounds")
            .containsExactly(
                Subscribed.muted(
                    CommittingChild.MUTED.channel().toString(),
                    Instant.EPOCH,
                    rounds.stream().map(r -> "round/" + r).toArray(String[]::new)));
        kept = rounds.size() - 1;
      }
    }
    try (Stream<Path> left = Files.list(folder.resolve("kpwatch-sqlite"))) {
      assertThat(left.filter(f -> !f.toString().endsWith(".lck"))).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aSecondProgramIsToldWhoWasFirst() throws Exception {
    try (Child first = committing(0)) {
      assertThat(first.kept()).as(errors()).isPresent();

      assertThatThrownBy(() -> Database.open(url(), InstantSource.system()))
          .isInstanceOf(StorageRefused.class)
          .hasMessageStartingWith(
              folder.toRealPath().resolve("kpwatch.db")
                  + " is in use by process "
                  + first.pid()
                  + ", started 2026-03-02T03:00:00Z")
          .hasMessageNotContaining("\n");

      OptionalInt next = first.kept();
      assertThat(next).as("the first goes on").isPresent();
    }
  }

  /** Each observation is either there or in exactly one sum, wherever it was killed. */
  @Test
  void whatIsSummedUpIsCountedOnceHoweverOftenItIsKilled() throws Exception {
    int looks = SummingChild.fill(url());
    boolean more = true;
    for (int slices = 1; more; slices += 10) {
      try (Child child = Child.start(SummingChild.class, folder.resolve("errors"), url())) {
        OptionalInt left = child.kept();
        assertThat(left).as(errors()).isPresent();
        for (int slice = 1; left.isPresent(); slice++) {
          more = left.getAsInt() > 0;
          if (slice == slices) {
            child.kill();
          }
          left = child.kept();
        }
      }
      assertThat(SummingChild.counted(url())).isEqualTo(looks);
    }
    assertThat(SummingChild.wrongHours(url())).isEmpty();
  }

  private Child committing(int first) throws IOException {
    return Child.start(
        CommittingChild.class, folder.resolve("errors"), url(), Integer.toString(first));
  }

  /** Kills while it writes; returns the last round that it said. */
  private int killedAfter(int round, int first) throws IOException, InterruptedException {
    try (Child child = committing(first)) {
      int last = -1;
      OptionalInt next = child.kept();
      assertThat(next).as(errors()).isPresent();
      while (next.isPresent()) {
        last = next.getAsInt();
        if (last == round) {
          child.kill();
        }
        next = child.kept();
      }
      return last;
    }
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("kpwatch.db");
  }
}
