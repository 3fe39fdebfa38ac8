package io.hellwall.tls;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

import io.hellwall.tls.LookResult.Kept;
import io.hellwall.tls.LookResult.Replaced;
import io.hellwall.tls.LookResult.Unchanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes new certificates into use while the service runs. Spring Boot can do that too,
 * but it would also take a certificate that does not belong to its key, and every
 * handshake would fail from then on.
 */
@Component
@Profile("!cli")
class CertificateReload {

	private static final Logger logger = LoggerFactory.getLogger(CertificateReload.class);

	private final Map<String, WatchedBundle> bundles = new TreeMap<>();

	private final InstantSource time;

	CertificateReload(SslProperties properties, SslBundleRegistry registry, InstantSource time) {
		properties.getBundle()
			.getPem()
			.forEach((name, bundle) -> this.bundles.put(name,
					new WatchedBundle(bundle, (changed) -> registry.updateBundle(name, changed))));
		this.time = time;
	}

	@Scheduled(fixedDelayString = "${spring.ssl.bundle.watch.file.quiet-period:10s}")
	void look() {
		this.bundles.forEach((name, bundle) -> {
			switch (bundle.look(this.time.instant())) {
				case Unchanged unchanged -> {
				}
				case Replaced replaced -> logger.info(
						"The new certificate of spring.ssl.bundle.pem.{} is in use until {}", name, replaced.endsAt());
				case Kept(String reason) -> logger.error(
						"The files of spring.ssl.bundle.pem.{} have changed and cannot be used: {}; the old certificate stays in use: correct the files, and the service reads them again by itself",
						name, reason);
			}
		});
	}

}
