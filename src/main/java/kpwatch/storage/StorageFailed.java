package kpwatch.storage;

/**
 * The database did not do what was asked: a broken disk, a bug. Nothing of the attempt was kept.
 */
public final class StorageFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StorageFailed(String attempted, Throwable cause) {
    super(attempted, cause);
  }
}
