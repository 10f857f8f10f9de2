/** Child processes: how one is started, watched, waited for and stopped, and what is said when one does not come up. */
package dev.trustline.allinone.process;
