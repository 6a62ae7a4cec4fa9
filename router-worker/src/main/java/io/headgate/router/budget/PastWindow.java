package io.headgate.router.budget;

/**
 * A window that is over and has left its account. It decides nothing any more, but it is kept as long as an open attempt
 * holds something in it: what that attempt used is spent here, and not in the window it happens to end in.
 */
public record PastWindow(AccountId account, Counter counter) {
    public WindowId id() {
        return new WindowId(account, counter.key(), counter.opened());
    }

    /** Whether nobody holds anything in it: it says for ever what it says now. */
    public boolean isFinal() {
        return counter.reserved().signum() == 0;
    }
}
