package kpwatch.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A token or a URL that must not be read by others. Its text form is a mask, so that it can be
 * logged, compared and kept in records without showing.
 */
public final class Secret {
  /** What is shown in place of anything secret. */
  public static final String MASK = "****";

  private final String token;

  /** Throws {@link IllegalArgumentException} for an empty token: no secret is an absent one. */
  public Secret(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.token = token;
  }

  /** The token itself, for the one call that sends it. */
  public String reveal() {
    return token;
  }

  /** Takes the same time wherever the first difference is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(bytes(token), bytes(secret.token));
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
