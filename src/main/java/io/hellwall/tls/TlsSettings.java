package io.hellwall.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.hellwall.tls.PemContent.Unusable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Completes Spring Boot's settings of certificates before anything uses them, and refuses
 * to start with a certificate that no handshake would succeed with.
 */
@Component
@Profile("!cli")
class TlsSettings implements BeanPostProcessor {

	private static final Set<String> PROTOCOLS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof SslProperties ssl) {
			ssl.getBundle().getPem().forEach(TlsSettings::complete);
			ssl.getBundle().getJks().values().forEach(TlsSettings::allowProtocols);
		}
		return bean;
	}

	private static void complete(String name, PemSslBundleProperties bundle) {
		allowProtocols(bundle);
		// Our CertificateReload does it.
		bundle.setReloadOnUpdate(false);
		if (PemContent.read(bundle) instanceof Unusable(String reason)) {
			throw new IllegalStateException("spring.ssl.bundle.pem." + name + " cannot be used: " + reason
					+ "; name a certificate and the private key that belongs to it");
		}
	}

	private static void allowProtocols(SslBundleProperties bundle) {
		if (bundle.getOptions().getEnabledProtocols() == null) {
			bundle.getOptions().setEnabledProtocols(PROTOCOLS);
		}
	}

}
