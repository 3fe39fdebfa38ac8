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
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** The store of passcodes and of the counts that protect them from guessing. */
@Configuration(proxyBeanMethods = false)
@Profile("!no-stores")
@EnableJpaRepositories(basePackages = { "io.hellwall.passcode", "io.hellwall.guess" },
		entityManagerFactoryRef = "passcodesEntityManagerFactory",
		transactionManagerRef = "passcodesTransactionManager", queryEnhancerSelector = QueriesAsWritten.class)
class PasscodeDatabase {

	@Bean
	Store passcodesStore(Stores stores, Meters meters) {
		return stores.passcodes(meters);
	}

	@Bean(destroyMethod = "") // the store closes it, after everybody who uses it
	DataSource passcodesDataSource(@Qualifier("passcodesStore") Store passcodes) {
		return passcodes.dataSource();
	}

	@Bean(destroyMethod = "")
	DataSource passcodesReaders(@Qualifier("passcodesStore") Store passcodes) {
		return passcodes.readers();
	}

	@Bean
	LocalContainerEntityManagerFactoryBean passcodesEntityManagerFactory(@Qualifier("passcodesStore") Store passcodes,
			@Qualifier("passcodesDataSource") DataSource passcodesDataSource) {
		return EntityManagers.of("passcodes", passcodes, passcodesDataSource, "io.hellwall.passcode",
				"io.hellwall.guess");
	}

	@Bean
	JpaTransactionManager passcodesTransactionManager(
			@Qualifier("passcodesEntityManagerFactory") EntityManagerFactory passcodesEntityManagerFactory) {
		return new JpaTransactionManager(passcodesEntityManagerFactory);
	}

	@Bean
	HealthIndicator passcodesHealthIndicator(@Qualifier("passcodesStore") Store passcodes,
			@Qualifier("machineTime") InstantSource machine) {
		return new StoreHealth("passcodes", passcodes, machine);
	}

}
