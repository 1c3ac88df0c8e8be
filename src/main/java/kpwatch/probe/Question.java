package kpwatch.probe;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kpwatch.observation.Observation.Cause;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TextParseException;

/** One DNS question and the wait for its reply. */
final class Question {
  private Question() {}

  static Message about(String name, int type) throws NotAskedException {
    try {
      return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    } catch (TextParseException e) {
      throw new NotAskedException(Cause.BAD_REQUEST, "not a DNS name", e);
    }
  }

  /**
   * The reply, whatever it says.
   *
   * @throws ExecutionException with the failure that dnsjava met as its cause
   * @throws TimeoutException if nothing came within {@code limit}
   */
  static Message ask(Resolver resolver, Message question, Duration limit)
      throws NotAskedException, ExecutionException, TimeoutException {
    CompletableFuture<Message> reply = resolver.sendAsync(question).toCompletableFuture();
    try {
      return reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError memory) {
        throw memory;
      }
      throw e;
    } catch (InterruptedException e) {
      throw NotAskedException.interrupted();
    } catch (CancellationException e) {
      throw new NotAskedException(Cause.UNREACHABLE, "cancelled", e);
    }
  }
}
