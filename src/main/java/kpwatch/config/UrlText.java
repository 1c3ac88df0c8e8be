package kpwatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** URLs of other parties, strict enough that a typing error is met at start. */
final class UrlText {
  private UrlText() {}

  /** Empty unless it has one of the schemes and a host, and neither user info nor fragment. */
  static Optional<URI> parse(String text, String... schemes) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      // the exception quotes the text, which may hold a password
      return Optional.empty();
    }
    boolean legal =
        url.getScheme() != null
            && List.of(schemes).contains(url.getScheme().toLowerCase(Locale.ROOT))
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.getFragment() == null
            && url.getPort() != 0
            && url.getPort() <= 65_535;
    return legal ? Optional.of(url) : Optional.empty();
  }
}
