package kpwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Who may use whom. A new package enters the table of {@link Architecture} with its first class.
 */
final class ArchitectureTest {
  private static final Architecture HOUSE =
      new Architecture(
          "kpwatch",
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("kpwatch"));

  @Test
  void looksAtTheWholeHouse() {
    assertThat(HOUSE.packages()).contains("observation", "network", "config", "schedule", "app");
  }

  @Test
  void everyPackageIsInTheTable() {
    assertThat(HOUSE.unknownPackages()).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(HOUSE.unmarkedPackages()).isEmpty();
  }

  @Test
  void everyPackageUsesOnlyWhatTheTableAllows() {
    assertThat(HOUSE.strangers()).isEmpty();
  }

  @Test
  @DisplayName("the core has no input, no output, no threads, no clock and no chance")
  void theCoreIsPure() {
    assertThat(HOUSE.impurities()).isEmpty();
  }

  /** The same rules over classes that break each of them. */
  @Nested
  final class Bites {
    private final Architecture planted =
        new Architecture("planted", new ClassFileImporter().importPackages("planted"));

    @Test
    void seesAPackageThatIsNotInTheTable() {
      assertThat(planted.unknownPackages()).containsExactly("attic");
    }

    @Test
    void seesAPackageWithoutItsMark() {
      assertThat(planted.unmarkedPackages()).contains("attic", "probe").doesNotContain("incident");
    }

    @Test
    void seesForbiddenUses() {
      assertThat(planted.strangers())
          .containsExactlyInAnyOrder(
              "planted.attic.Box uses planted.probe.Neighbour",
              "planted.incident.Impure uses okhttp3.OkHttpClient",
              "planted.incident.Impure uses planted.ripestat.Nosy",
              "planted.ripestat.Nosy uses java.sql.Connection",
              "planted.ripestat.Nosy uses org.assertj.core.api.Assertions",
              "planted.ripestat.Nosy uses org.quartz.Job",
              "planted.ripestat.Nosy uses planted.probe.Neighbour");
    }

    @Test
    void seesImpureCore() {
      assertThat(planted.impurities())
          .map(line -> line.replace("planted.incident.Impure uses ", ""))
          .containsExactlyInAnyOrder(
              "java.io.File",
              "java.io.PrintStream",
              "java.lang.Math.random",
              "java.lang.System.currentTimeMillis",
              "java.lang.System.nanoTime",
              "java.lang.System.out",
              "java.lang.Thread",
              "java.net.InetAddress.getByName",
              "java.net.Socket",
              "java.nio.file.Path",
              "java.time.Clock.systemUTC",
              "java.time.Instant.now",
              "java.time.LocalDate.now",
              "java.util.Random.<init>",
              "java.util.concurrent.Executor");
    }
  }
}
