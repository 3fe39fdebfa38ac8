package io.hellwall.tls;

import java.time.Instant;
import java.util.function.Consumer;

import io.hellwall.tls.LookResult.Kept;
import io.hellwall.tls.LookResult.Replaced;
import io.hellwall.tls.LookResult.Unchanged;
import io.hellwall.tls.PemContent.Unusable;
import io.hellwall.tls.PemContent.Usable;

import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.ssl.SslBundle;

/**
 * A bundle whose files are read again and again. Reading them, instead of waiting for
 * events of the file system, works with links that are replaced and with every file
 * system. What is new counts when it was read twice: at the first time, a program may
 * still be writing it.
 */
final class WatchedBundle {

	private final PemSslBundleProperties properties;

	private final Consumer<SslBundle> uses;

	private PemContent inUse;

	private PemContent last;

	private String told = "";

	/**
	 * @param uses takes a new certificate into use
	 */
	WatchedBundle(PemSslBundleProperties properties, Consumer<SslBundle> uses) {
		this.properties = properties;
		this.uses = uses;
		this.inUse = PemContent.read(properties);
		this.last = this.inUse;
	}

	LookResult look(Instant now) {
		PemContent found = PemContent.read(this.properties);
		boolean settled = found.identity().equals(this.last.identity());
		this.last = found;
		if (!settled) {
			return new Unchanged();
		}
		if (found.identity().equals(this.inUse.identity())) {
			this.told = "";
			return new Unchanged();
		}
		return switch (found) {
			case Unusable(String reason) -> kept(reason);
			case Usable usable when usable.endsAt() != null && !usable.endsAt().isAfter(now) ->
				kept("the new certificate has expired");
			case Usable usable -> replaced(usable);
		};
	}

	private LookResult replaced(Usable usable) {
		this.uses.accept(usable.bundle());
		this.inUse = usable;
		this.told = "";
		return new Replaced(usable.endsAt());
	}

	/** Tells the same reason once, however often the files are read. */
	private LookResult kept(String reason) {
		if (reason.equals(this.told)) {
			return new Unchanged();
		}
		this.told = reason;
		return new Kept(reason);
	}

}
