package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import kpwatch.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorageSettingsTest {
  private static StorageSettings read(Settings settings) {
    return StorageSettings.from(settings);
  }

  @Test
  void isAFileOfSqlite() {
    Settings settings = Settings.parse("storage.url = jdbc:sqlite:/data/my watch.db", Map.of());
    assertThat(read(settings).file()).isEqualTo(Path.of("/data/my watch.db"));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite::resource:x.db",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:sqlite:file::memory:",
        "jdbc:sqlite:x.db?cache=shared",
        "jdbc:sqlite:folder/",
        "jdbc:h2:x",
        "kpwatch.db",
        "jdbc:postgresql://me:pass@host/db"
      })
  void whatWouldNotBeKeptInThatFileIsRefused(String url) {
    Settings settings = Settings.parse("storage.url = " + url, Map.of());
    assertThat(read(settings).url()).isEqualTo("jdbc:sqlite:kpwatch.db");
    assertThat(settings.problems()).hasSize(1);
    assertThat(settings.problems().toString()).contains("storage.url").doesNotContain("pass");
    assertThatThrownBy(() -> new StorageSettings(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
