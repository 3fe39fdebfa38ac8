package io.hellwall.persistence;

import java.time.InstantSource;

import javax.sql.DataSource;

import io.hellwall.metrics.Meters;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * The store of accounts, sessions, tokens, admin keys, clients and audit events. A
 * transaction uses it unless another transaction manager is named.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!no-stores")
@EnableJpaRepositories(
		basePackages = { "io.hellwall.account", "io.hellwall.session", "io.hellwall.token", "io.hellwall.audit",
				"io.hellwall.binding", "io.hellwall.mail", "io.hellwall.adminkey", "io.hellwall.client",
				"io.hellwall.webhook", "io.hellwall.selfservice" },
		entityManagerFactoryRef = "credsEntityManagerFactory", transactionManagerRef = "credsTransactionManager",
		queryEnhancerSelector = QueriesAsWritten.class)
class CredsDatabase {

	@Bean
	Store credsStore(Stores stores, Meters meters) {
		return stores.creds(meters);
	}

	/** Both sources may be one pool, so the store closes them. */
	@Bean(destroyMethod = "")
	@Primary
	DataSource credsDataSource(@Qualifier("credsStore") Store creds) {
		return creds.dataSource();
	}

	@Bean(destroyMethod = "")
	DataSource credsReaders(@Qualifier("credsStore") Store creds) {
		return creds.readers();
	}

	@Bean
	@Primary
	LocalContainerEntityManagerFactoryBean credsEntityManagerFactory(@Qualifier("credsStore") Store creds,
			DataSource credsDataSource) {
		return EntityManagers.of("creds", creds, credsDataSource, "io.hellwall.account", "io.hellwall.session",
				"io.hellwall.token", "io.hellwall.audit", "io.hellwall.binding", "io.hellwall.mail",
				"io.hellwall.adminkey", "io.hellwall.client", "io.hellwall.webhook", "io.hellwall.selfservice");
	}

	@Bean
	@Primary
	JpaTransactionManager credsTransactionManager(EntityManagerFactory credsEntityManagerFactory) {
		return new JpaTransactionManager(credsEntityManagerFactory);
	}

	@Bean
	InstantSource time(@Qualifier("machineTime") InstantSource machine, @Qualifier("credsStore") Store creds) {
		return creds.time(machine);
	}

	@Bean
	HealthIndicator credsHealthIndicator(@Qualifier("credsStore") Store creds,
			@Qualifier("machineTime") InstantSource machine) {
		return new StoreHealth("creds", creds, machine);
	}

}
