/**
 * A lab of scripted iPhones in one process: lab hosts with a usbmuxd each, phones that are plugged into one of them at a
 * time, a control API and a page where a person taps Trust. For tests and demonstrations only; {@code VirtualLab} is the
 * way in from Java, {@code VirtualLabMain} from a shell.
 */
package dev.trustline.virtualdevice;
