package kpwatch.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this build. */
final class Version {
  private Version() {}

  static String text() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the version in the jar cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
