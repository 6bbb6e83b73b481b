package io.seatline.local.deploy;

import io.seatline.local.deploy.stack.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Makes this JVM's HTTP clients call function URLs through the emulator, as an HTTP proxy: their hosts exist in no DNS, or
 * name a port that a container maps to another one.
 */
final class EmulatorProxy extends ProxySelector implements AutoCloseable {
    private final ProxySelector usual = ProxySelector.getDefault();
    private final Proxy emulator;

    EmulatorProxy(Endpoint endpoint) {
        emulator = new Proxy(
                Proxy.Type.HTTP,
                new InetSocketAddress(endpoint.url().getHost(), endpoint.url().getPort()));
        ProxySelector.setDefault(this);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return uri.getHost() != null && uri.getHost().contains(".lambda-url.") ? List.of(emulator) : usual.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        usual.connectFailed(uri, address, e);
    }

    @Override
    public void close() {
        ProxySelector.setDefault(usual);
    }
}
