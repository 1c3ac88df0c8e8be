package kpwatch.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.DefaultIoClientFactory;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * How dnsjava sends a question over UDP: it takes the first datagram that fits. Its own client
 * takes the first of all, so that one stray datagram would lose the look-up.
 */
final class PatientUdp implements IoClientFactory, UdpIoClient {
  @Override
  public UdpIoClient createOrGetUdpClient() {
    return this;
  }

  @Override
  public TcpIoClient createOrGetTcpClient() {
    return new DefaultIoClientFactory().createOrGetTcpClient();
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveUdp(
      InetSocketAddress local,
      InetSocketAddress remote,
      Message query,
      byte[] data,
      int max,
      Duration timeout) {
    return CompletableFuture.supplyAsync(
        () -> ask(new UdpExchange(remote, timeout), query, data), PatientUdp::run);
  }

  private static byte[] ask(UdpExchange exchange, Message query, byte[] data) {
    var fit = new DnsFit(query);
    try {
      return exchange
          .ask(data, datagram -> fit.read(datagram).isPresent())
          .reply()
          .orElseThrow(() -> new CompletionException(new TimeoutException("no reply that fits")));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** On a thread of its own: it ends with the time-out, and look-ups are few. */
  private static void run(Runnable work) {
    var thread = new Thread(work, "kpwatch-lookup");
    thread.setDaemon(true);
    thread.start();
  }
}
