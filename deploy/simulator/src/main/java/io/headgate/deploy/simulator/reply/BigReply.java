package io.headgate.deploy.simulator.reply;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Replies of a size that hurts, made of one block sent again and again: they cost this server next to nothing. */
final class BigReply {
    private static final int BLOCK = 1 << 20;
    private static final byte[] SPACES = spaces();

    private BigReply() {}

    /** The reply behind so many bytes of white space, which JSON allows; before a stream it is a line that readers skip. */
    static Reply padded(Reply reply, long bytes) {
        List<byte[]> pieces = repeated(new byte[0], SPACES, blocks(bytes), afterSpaces(reply));
        long length = reply.length() < 0 ? -1 : reply.length() + blocks(bytes) * (long) BLOCK;
        return reply.withBody(pieces, length);
    }

    /** The reply behind so many bytes of white space, in one gzip member of about a thousandth of the size. */
    static Reply bomb(Reply reply, long inflated) {
        int blocks = blocks(inflated);
        CRC32 crc = new CRC32();
        for (int i = 0; i < blocks; i++) {
            crc.update(SPACES);
        }
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        afterSpaces(reply).forEach(last::writeBytes);
        byte[] end = last.toByteArray();
        crc.update(end);
        byte[] block = deflated(SPACES, Deflater.FULL_FLUSH);
        byte[] tail = concat(deflated(end, Deflater.NO_FLUSH), trailer(crc, blocks * (long) BLOCK + end.length));
        byte[] head = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0};
        long length = head.length + blocks * (long) block.length + tail.length;
        return reply.withBody(repeated(head, block, blocks, List.of(tail)), length)
                .with("content-encoding", "gzip");
    }

    private static List<byte[]> afterSpaces(Reply reply) {
        if (reply.length() >= 0) {
            return reply.pieces();
        }
        List<byte[]> pieces = new ArrayList<>(List.of(new byte[] {'\n', '\n'}));
        pieces.addAll(reply.pieces());
        return pieces;
    }

    /** One deflate stretch that leans on nothing before it, so that it can be repeated. */
    private static byte[] deflated(byte[] bytes, int flush) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(bytes);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                out.write(buffer, 0, count);
            } while (count == buffer.length);
            return out.toByteArray();
        }
    }

    private static byte[] trailer(CRC32 crc, long inflated) {
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        return trailer.putInt((int) crc.getValue()).putInt((int) inflated).array();
    }

    private static List<byte[]> repeated(byte[] head, byte[] block, int blocks, List<byte[]> tail) {
        return new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                if (index == 0) {
                    return head;
                }
                return index <= blocks ? block : tail.get(index - blocks - 1);
            }

            @Override
            public int size() {
                return 1 + blocks + tail.size();
            }
        };
    }

    private static int blocks(long bytes) {
        return (int) Math.max(1, (bytes + BLOCK - 1) / BLOCK);
    }

    private static byte[] spaces() {
        byte[] spaces = new byte[BLOCK];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
