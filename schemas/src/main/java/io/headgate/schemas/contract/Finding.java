package io.headgate.schemas.contract;

/** Whether an answer keeps its contract. */
public sealed interface Finding {
    Finding KEPT = new Kept();

    /** It does, or it holds nothing that the contract is about. */
    record Kept() implements Finding {}

    /**
     * It does not.
     *
     * @param seen which answer, and which line of the schema it breaks; never text of the answer
     */
    record Broken(String seen) implements Finding {}
}
