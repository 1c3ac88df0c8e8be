package kpwatch.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class ByteCountTest {
  @Test
  void aStreamThatEndsAtTheBoundIsReadWhole() throws IOException {
    InputStream in = new ByteCount(10).watch(new ByteArrayInputStream(new byte[10]));
    assertThat(in.readAllBytes()).hasSize(10);
    assertThat(in.read()).isNegative();
  }

  @Test
  void oneByteMoreEndsTheReadingForGood() throws IOException {
    var count = new ByteCount(10);
    InputStream in = count.watch(new ByteArrayInputStream(new byte[100]));
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOf(ByteLimitException.class)
        .hasMessage("more than 10 bytes came");
    assertThat(count.passed()).isTrue();
    count.restart();
    assertThatThrownBy(in::read).isInstanceOf(ByteLimitException.class);
    assertThatThrownBy(() -> in.skip(1)).isInstanceOf(ByteLimitException.class);
  }

  @Test
  void noMoreIsTakenFromBelowThanShowsThatThereIsMore() {
    var below = new ByteArrayInputStream(new byte[100]);
    InputStream in = new ByteCount(10).watch(below);
    assertThatThrownBy(() -> in.read(new byte[64])).isInstanceOf(ByteLimitException.class);
    assertThat(below.available()).isEqualTo(89);
  }

  @Test
  void aRestartBeginsTheNextPiece() throws IOException {
    var count = new ByteCount(10);
    InputStream in = count.watch(new ByteArrayInputStream(new byte[100]));
    for (int i = 0; i < 10; i++) {
      assertThat(in.readNBytes(10)).hasSize(10);
      count.restart();
    }
    assertThat(in.read()).isNegative();
  }

  @Test
  void whatTheReaderGotIsNoLongerUnread() throws IOException {
    var count = new ByteCount(50, 10);
    InputStream in = count.watch(new ByteArrayInputStream(new byte[100]));
    for (int i = 0; i < 5; i++) {
      assertThat(in.readNBytes(10)).hasSize(10);
      count.taken();
    }
    assertThatThrownBy(in::read).hasMessage("more than 50 bytes came");
  }

  @Test
  void tooMuchUnreadEndsTheReading() {
    InputStream in = new ByteCount(50, 10).watch(new ByteArrayInputStream(new byte[100]));
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOf(ByteLimitException.class)
        .hasMessageContaining("10 bytes came that nobody could read");
  }

  @Test
  void skippedAndSingleBytesCountToo() throws IOException {
    InputStream in = new ByteCount(10).watch(new ByteArrayInputStream(new byte[100]));
    assertThat(in.skip(5)).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(in.read()).isZero();
    }
    assertThat(in.markSupported()).isFalse();
    assertThatThrownBy(in::read).isInstanceOf(ByteLimitException.class);
  }

  @Test
  void itIsFoundUnderOtherExceptions() {
    var limit = new ByteLimitException("much");
    var wrapped = new IOException("outer", new IllegalStateException("inner", limit));
    assertThat(ByteLimitException.in(wrapped)).contains(limit);
    assertThat(ByteLimitException.in(new IOException("x"))).isEmpty();
  }

  @Test
  void aBoundOfNothingIsRefused() {
    assertThatThrownBy(() -> new ByteCount(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ByteBounds(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
