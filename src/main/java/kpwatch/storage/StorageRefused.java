package kpwatch.storage;

/**
 * The database cannot be opened, for a reason that its operator can remove. The message is one line
 * to be shown as it is: what was found and what to do.
 */
public final class StorageRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StorageRefused(String oneLine) {
    super(oneLine);
  }

  StorageRefused(String oneLine, Throwable cause) {
    super(oneLine, cause);
  }
}
