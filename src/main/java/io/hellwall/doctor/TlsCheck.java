package io.hellwall.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.hellwall.tls.PemContent;
import io.hellwall.tls.PemContent.Unusable;
import io.hellwall.tls.PemContent.Usable;

import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the certificates can be used, and until when. */
@Component
@Order(80)
class TlsCheck implements Check {

	private static final String NAME = "tls";

	/** Tools such as certbot renew a month before. */
	private static final Duration SOON = Duration.ofDays(14);

	private final SslProperties ssl;

	private final Installation installation;

	private final InstantSource time;

	TlsCheck(SslProperties ssl, Installation installation, InstantSource time) {
		this.ssl = ssl;
		this.installation = installation;
		this.time = time;
	}

	@Override
	public List<Finding> findings(Question question) {
		List<Finding> findings = new ArrayList<>();
		this.ssl.getBundle()
			.getPem()
			.forEach((name, bundle) -> findings.add(finding("spring.ssl.bundle.pem." + name, PemContent.read(bundle))));
		if (this.installation.setting("server.ssl.bundle").isEmpty()) {
			findings.add(this.installation.setting("hellwall.trusted-proxies").isPresent()
					? Finding.ok(NAME, "HTTP is not encrypted here: a trusted proxy is there to do it")
					: Finding.warn(NAME,
							"HTTP is not encrypted: set server.ssl.bundle, or let a proxy do it and list it in hellwall.trusted-proxies"));
		}
		String address = this.installation.setting("hellwall.tcp.address").orElse("127.0.0.1");
		if (this.installation.setting("hellwall.tcp.ssl-bundle").isEmpty() && !Installation.isHere(address)) {
			findings.add(Finding.warn(NAME,
					"the TCP ports are open to others without TLS: set hellwall.tcp.ssl-bundle, or hellwall.tcp.address=127.0.0.1"));
		}
		return findings;
	}

	private Finding finding(String bundle, PemContent content) {
		return switch (content) {
			case Unusable(String reason) -> Finding.fail(NAME,
					bundle + " cannot be used: " + reason + "; name a certificate and the key that belongs to it");
			case Usable usable -> {
				Instant end = usable.endsAt();
				Instant now = this.time.instant();
				if (end == null) {
					yield Finding.ok(NAME, bundle + " has certificates of others only");
				}
				if (!end.isAfter(now)) {
					yield Finding.fail(NAME, bundle + " ended at " + end + ": renew the certificate");
				}
				yield end.isBefore(now.plus(SOON))
						? Finding.warn(NAME, bundle + " ends at " + end + ": see why it was not renewed")
						: Finding.ok(NAME, bundle + " is good until " + end);
			}
		};
	}

}
