package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
  private static SettingsFile parse(String text) {
    return SettingsFile.parse(text, "f");
  }

  private static String only(SettingsFile file) {
    assertThat(file.problems()).hasSize(1);
    return file.problems().get(0).toString();
  }

  @Test
  void knowsTheLineOfEachEntry() {
    assertThat(parse("\uFEFF# comment\r\n\r\n a.b =  x \r\n! c\nc.d:y z").entries())
        .containsExactly(
            new SettingsFile.Entry("a.b", "x", 3, "f line 3"),
            new SettingsFile.Entry("c.d", "y z", 5, "f line 5"));
  }

  @Test
  void readsEscapesAndContinuedLinesAsPropertiesDo() {
    assertThat(parse("a.b = one\\\n   , two\nc.d = \\u00e9 \\\\\ne.f = g\\").entries())
        .extracting(e -> e.key() + "=" + e.value() + "@" + e.line())
        .containsExactly("a.b=one, two@1", "c.d=é \\@3", "e.f=g@4");
  }

  @Test
  void aCommentIsNotContinued() {
    assertThat(parse("# ends with \\\na.b = c").entries()).hasSize(1);
  }

  @Test
  void aKeySetTwiceNamesBothLines() {
    assertThat(only(parse("a.b = secret-1\nx.y = z\na.b = secret-2")))
        .isEqualTo("a.b (f line 1 and line 3): is set twice; keep one of the two lines");
  }

  @Test
  void aBadEscapeIsOneLineAndTheRestIsRead() {
    SettingsFile file = parse("a.b = \\u12g4\nc.d = e");
    assertThat(only(file)).contains("f line 1").contains("hexadecimal");
    assertThat(file.entries()).hasSize(1);
  }

  @Test
  void aFileThatIsNotThereIsAProblemOnlyIfItWasNamed(@TempDir Path folder) {
    Path absent = folder.resolve("absent.properties");
    assertThat(SettingsFile.read(absent, false).problems()).isEmpty();
    assertThat(only(SettingsFile.read(absent, true))).contains("absent.properties");
  }

  @Test
  void aFolderOrAnotherEncodingIsAProblem(@TempDir Path folder) throws IOException {
    assertThat(only(SettingsFile.read(folder, false))).contains("readable");
    Path latin = folder.resolve("latin");
    Files.write(latin, "probe.contact = é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(only(SettingsFile.read(latin, false))).contains("UTF-8");
  }
}
