package kpwatch.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fuzz target on the inputs that are kept, and on the recordings. */
class KeptInputsTest {
  static List<FuzzTarget> targets() throws IOException {
    return FuzzTarget.all();
  }

  static Stream<Arguments> inputs() throws IOException {
    Stream.Builder<Arguments> inputs = Stream.builder();
    for (FuzzTarget target : FuzzTarget.all()) {
      for (Path file : target.inputs()) {
        inputs.add(Arguments.of(target, file.getFileName().toString(), file));
      }
    }
    return inputs.build();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inputs")
  void whatIsKeptBreaksNothing(FuzzTarget target, String name, Path file) throws Throwable {
    target.tryOn(Files.readAllBytes(file));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void whatWasRecordedBreaksNothing(FuzzTarget target) throws Throwable {
    assumeTrue(FuzzTarget.recorded().isPresent(), "needs the recordings: -Drecorded.dir=<folder>");
    assertThat(target.recordings().isEmpty())
        .isEqualTo(target.type().getAnnotation(Recordings.class) == null);
    for (Path recording : target.recordings()) {
      target.tryOn(Files.readAllBytes(recording));
    }
  }

  @Test
  void noTargetIsLostAndEachHasSomethingToBeginWith() throws IOException {
    assertThat(FuzzTarget.all()).hasSizeGreaterThanOrEqualTo(11);
    for (FuzzTarget target : FuzzTarget.all()) {
      assertThat(target.inputs()).as(target.toString()).isNotEmpty();
    }
  }
}
