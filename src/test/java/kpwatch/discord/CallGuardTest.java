package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import kpwatch.supervision.Supervisor;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that breaks in a library is a broken connection to JDA. */
class CallGuardTest {
  private int exit;
  private final Supervisor supervisor = new Supervisor(code -> exit = code, System::nanoTime);

  static Stream<Throwable> failures() {
    return Stream.of(
        new StackOverflowError(), new AssertionError("planted"), new IllegalStateException("no"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void itFailsWithAnIoExceptionAndIsCounted(Throwable failure) {
    assertThatThrownBy(() -> call(failure).execute())
        .isInstanceOf(IOException.class)
        .hasCause(failure);
    assertThat(supervisor.failures()).hasSize(1);
    assertThat(exit).isZero();
  }

  @Test
  void outOfMemoryEndsTheProcess() {
    assertThatThrownBy(() -> call(new OutOfMemoryError("planted")).execute())
        .isInstanceOf(IOException.class);
    assertThat(exit).isEqualTo(Supervisor.OUT_OF_MEMORY);
  }

  private Call call(Throwable failure) {
    return new OkHttpClient.Builder()
        .addInterceptor(new CallGuard(supervisor))
        .addInterceptor(
            chain -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) failure;
            })
        .build()
        .newCall(new Request.Builder().url("http://127.0.0.1:1/").build());
  }
}
