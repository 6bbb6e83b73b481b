package io.seatline.lambda;

/** Puts use cases, adapters and the platform together; the only class that knows the adapters. */
public final class Wiring {
    private final Platform platform;

    public Wiring(Platform platform) {
        this.platform = platform;
    }

    Platform platform() {
        return platform;
    }
}
