package org.keyrack.ui.kit;

import javafx.beans.value.ObservableBooleanValue;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short tones, when the operator wants them: two rising ones for good news, two falling ones for bad. */
public final class Sounds {
    private static final Logger LOG = LoggerFactory.getLogger(Sounds.class);
    private static final int RATE = 22050;
    private static final double SECONDS = 0.12;

    private final ObservableBooleanValue wanted;
    private final Background background;

    public Sounds(ObservableBooleanValue wanted, Background background) {
        this.wanted = wanted;
        this.background = background;
    }

    /** Something is finished. */
    public void good() {
        play(523, 784);
    }

    /** Something needs the operator. */
    public void bad() {
        play(440, 294);
    }

    private void play(int... hertz) {
        if (wanted.get()) {
            background.run(() -> sound(hertz));
        }
    }

    private static void sound(int... hertz) {
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            for (int frequency : hertz) {
                byte[] tone = tone(frequency);
                line.write(tone, 0, tone.length);
            }
            line.drain();
        } catch (LineUnavailableException | IllegalArgumentException noSound) {
            LOG.debug("This system plays no sound: {}", noSound.getMessage());
        }
    }

    /** A sine that swells and fades, so that it does not click; 16 bits, little-endian. */
    private static byte[] tone(int hertz) {
        int samples = (int) (RATE * SECONDS);
        byte[] tone = new byte[samples * 2];
        for (int i = 0; i < samples; i++) {
            double envelope = Math.sin(Math.PI * i / samples);
            short value = (short) (6000 * envelope * Math.sin(2 * Math.PI * hertz * i / RATE));
            tone[2 * i] = (byte) value;
            tone[2 * i + 1] = (byte) (value >> 8);
        }
        return tone;
    }
}
