package kpwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * A certificate with everything wrong: self-signed, expired years ago, for another host. Made by
 * the JDK's keytool when asked for, so that no key lies in the repository.
 */
public final class FakeCertificate {
  private static final char[] PASSWORD = "loopback".toCharArray();

  private FakeCertificate() {}

  /**
   * @param folder a temporary one, for the key store
   */
  public static SSLSocketFactory serverSockets(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("fake.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String arguments =
        "-genkeypair -alias fake -keyalg EC -dname CN=elsewhere.example -startdate -3650d"
            + " -validity 30 -storetype PKCS12 -storepass loopback -keystore "
            + store;
    var command = new java.util.ArrayList<String>();
    command.add(keytool.toString());
    command.addAll(java.util.List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(folder)).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "keytool made no certificate: " + Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getSocketFactory();
  }

  private static java.io.File log(Path folder) {
    return folder.resolve("keytool.log").toFile();
  }
}
