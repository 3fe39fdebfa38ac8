package io.hellwall.device;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Warns where all devices of an hour have one address between them. Most likely that is
 * the address of a proxy that is not trusted or forwards nothing: then tokens are bound
 * to the proxy, which is to nothing.
 * <p>
 * Where clients come from several addresses, as they should, all this costs is a look at
 * the time: after a second address it looks away for an hour.
 */
@Component
public class SharedAddress {

	/** As many share a router at home or in an office now and then. */
	static final int DEVICES = 20;

	private static final Logger logger = LoggerFactory.getLogger(SharedAddress.class);

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private final NetworkBinding binding;

	private final InstantSource time;

	private final AtomicReference<Watch> watch;

	SharedAddress(NetworkBinding binding, InstantSource time) {
		this.binding = binding;
		this.time = time;
		long now = time.millis();
		this.watch = new AtomicReference<>(new Watch(now, now, now + HOUR, null));
	}

	/** Takes notice of a device that was let in. */
	public void saw(Device device) {
		if (this.binding.network() != NetworkBinding.Mode.STRICT) {
			return;
		}
		long now = this.time.millis();
		Watch watch = this.watch.get();
		if (now >= watch.ends && watch.devices.size() < DEVICES) {
			this.watch.compareAndSet(watch, new Watch(now, now, now + HOUR, watch.network.get()));
			watch = this.watch.get(); // or that of whoever was first
		}
		if (now < watch.from) {
			return;
		}
		boolean shared = watch.shares(device);
		if (shared && (now < watch.decided || watch.devices.size() < DEVICES)) {
			return;
		}
		// Nobody looks in the next hour, so only the one after that can be judged.
		Watch next = new Watch(now + HOUR, now + 2 * HOUR, now + 2 * HOUR, null);
		boolean first = this.watch.compareAndSet(watch, next);
		if (first && shared) {
			logger.warn("{} or more devices came within an hour, all from one address: most likely a proxy's, and then"
					+ " tokens are bound to no network. List the proxy in hellwall.trusted-proxies and let it send"
					+ " X-Forwarded-For; GET /admin/network, called through the proxy, shows what arrives here",
					DEVICES);
		}
	}

	/** One look at who comes. */
	private static final class Watch {

		private final long from;

		private final long decided;

		private final long ends;

		private final AtomicReference<@Nullable Network> network;

		private final Set<MacAddress> devices = ConcurrentHashMap.newKeySet();

		/**
		 * Makes a watch.
		 * @param from when it begins
		 * @param decided the earliest time to call an address shared
		 * @param ends when its devices are no longer those of an hour
		 * @param network where all came from before it, if they had that in common
		 */
		Watch(long from, long decided, long ends, @Nullable Network network) {
			this.from = from;
			this.decided = decided;
			this.ends = ends;
			this.network = new AtomicReference<>(network);
		}

		/** Whether this one, too, comes from where all others came from. */
		boolean shares(Device device) {
			if (this.network.get() == null) {
				this.network.compareAndSet(null, device.network());
			}
			if (!device.network().equals(this.network.get())) {
				return false;
			}
			if (this.devices.size() < DEVICES) {
				this.devices.add(device.mac());
			}
			return true;
		}

	}

}
