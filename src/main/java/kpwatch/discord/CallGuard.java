package kpwatch.discord;

import java.io.IOException;
import kpwatch.supervision.Supervisor;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Makes a call that breaks in the program itself fail like a broken connection. JDA's threads would
 * end at an Error, and nobody would hear how the call ended.
 */
final class CallGuard implements Interceptor {
  private final Supervisor supervisor;

  CallGuard(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (RuntimeException | Error e) {
      supervisor.failed("Discord call", e);
      throw new IOException("the call broke: " + e.getClass().getSimpleName(), e);
    }
  }
}
