package kpwatch.discord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import kpwatch.discord.AnswerOrigin.ForeignAnswer;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;

/**
 * Calls about messages by id, through JDA's queue and its limits: they need no cache, so a dead
 * gateway does not stop them.
 */
final class Rest {
  private final Supplier<Optional<JDA>> jda;
  private final Windows windows;
  private final Departures departures;
  private final Duration patience;

  /**
   * @param jda the connection; empty while there is none
   * @param windows of the same connection
   * @param departures of the same connection
   * @param patience with one call
   */
  Rest(Supplier<Optional<JDA>> jda, Windows windows, Departures departures, Duration patience) {
    this.jda = jda;
    this.windows = windows;
    this.departures = departures;
    this.patience = patience;
  }

  /** How a call ended. */
  sealed interface Answer {
    /**
     * @param messages what was asked for; one that was posted or edited
     */
    record Ok(List<DataObject> messages) implements Answer {}

    /**
     * @param code of Discord; 0 where it gave none
     * @param status of HTTP
     */
    record Refused(int code, int status, String meaning) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param pause how long Discord wants no such call
     */
    record Limited(Duration pause) implements Answer {}

    /**
     * @param sent whether the request may have reached Discord
     */
    record Lost(String reason, boolean sent) implements Answer {}
  }

  /** How long until any call may be made. */
  Duration untilNext() {
    return windows.untilNext();
  }

  /** How long until this call may be made; zero: now, and it is counted. */
  Duration take(Route.CompiledRoute route) {
    return windows.take(route);
  }

  /** What was taken has been answered, or was not made use of. */
  void done() {
    windows.done();
  }

  /** Whether Discord answers a question that costs nothing. */
  boolean answers() {
    return !(look(Route.Self.GET_SELF.compile()) instanceof Answer.Lost);
  }

  /** Messages that are there. */
  Answer read(Route.CompiledRoute route) {
    return called(
        route,
        connected -> new RestActionImpl<>(connected, route, (response, request) -> many(response)));
  }

  /** One thing that is there, such as a channel. */
  Answer look(Route.CompiledRoute route) {
    return called(
        route,
        connected -> new RestActionImpl<>(connected, route, (response, request) -> one(response)));
  }

  /** A message that is posted or edited. */
  Answer write(Route.CompiledRoute route, DataObject body) {
    return called(
        route,
        connected ->
            new RestActionImpl<>(connected, route, body, (response, request) -> one(response)));
  }

  private Answer called(Route.CompiledRoute route, Function<JDA, RestActionImpl<Answer>> action) {
    return jda.get()
        .map(connected -> await(route, action.apply(connected)))
        .orElseGet(Rest::unconnected);
  }

  private static Answer unconnected() {
    return new Answer.Lost("not connected to Discord", false);
  }

  /** The body must be read here, on JDA's thread: it is closed right after. */
  private static Answer one(Response response) {
    try {
      return new Answer.Ok(List.of(identified(response.getObject())));
    } catch (RuntimeException e) {
      return unreadable();
    }
  }

  private static Answer many(Response response) {
    try {
      return new Answer.Ok(
          response.getArray().stream(DataArray::getObject).map(Rest::authored).toList());
    } catch (RuntimeException e) {
      return unreadable();
    }
  }

  /** Throws for what is no message of Discord, although it is JSON. */
  private static DataObject identified(DataObject message) {
    Long.parseUnsignedLong(message.getString("id"));
    return message;
  }

  private static DataObject authored(DataObject message) {
    identified(message.getObject("author"));
    return identified(message);
  }

  private static Answer unreadable() {
    return new Answer.Lost("Discord's answer could not be read", true);
  }

  private Answer await(Route.CompiledRoute route, RestActionImpl<Answer> action) {
    Optional<Duration> closed = windows.left(route);
    if (closed.isPresent()) {
      return new Answer.Limited(closed.get());
    }
    departures.expect(route);
    BooleanSupplier tried = () -> departures.left(route);
    long deadline = System.currentTimeMillis() + patience.toMillis();
    try {
      return action
          .deadline(deadline)
          .submit()
          .get(patience.multipliedBy(7).dividedBy(6).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof CancellationException
          ? givenUp(route, tried.getAsBoolean())
          : failed(cause, tried.getAsBoolean());
    } catch (CancellationException e) {
      return givenUp(route, tried.getAsBoolean());
    } catch (TimeoutException e) {
      return new Answer.Lost(slow(), tried.getAsBoolean());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Lost("interrupted", tried.getAsBoolean());
    } catch (RuntimeException e) {
      return failed(e, tried.getAsBoolean());
    }
  }

  /** As {@link Windows} does after a 429, and JDA at its end. */
  private Answer givenUp(Route.CompiledRoute route, boolean tried) {
    return windows
        .left(route)
        .<Answer>map(Answer.Limited::new)
        .orElse(new Answer.Lost("given up", tried));
  }

  private String slow() {
    return "no answer within " + patience.toSeconds() + " s";
  }

  private Answer failed(Throwable cause, boolean tried) {
    if (cause instanceof ErrorResponseException refused) {
      Response response = refused.getResponse();
      if (response.code >= 400 && response.code < 500) {
        String fields = refused.getSchemaErrors().isEmpty() ? "" : " " + refused.getSchemaErrors();
        return new Answer.Refused(
            Math.max(0, refused.getErrorCode()),
            response.code,
            UntrustedText.log(refused.getMeaning() + fields));
      }
      return new Answer.Lost(reason(response), tried);
    }
    boolean late = cause instanceof TimeoutException;
    return new Answer.Lost(late ? slow() : cause.getClass().getSimpleName(), tried);
  }

  private static String reason(Response response) {
    if (response.getException() instanceof ForeignAnswer foreign) {
      return String.valueOf(foreign.getMessage());
    }
    return response.code > 0 ? "Discord answered " + response.code : "the connection failed";
  }
}
