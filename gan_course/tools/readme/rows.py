"""The rows of the README's table of results: whose numbers, what was measured, and the measurement."""

from gan_course import results
from gan_course.tools import notebooks
from gan_course.tools.readme.derived import CARDS, DERIVED

# Whose numbers, what was measured, and the measurement; then the command, where that is not the run of the notebook.
# The braces are filled with what the notebook recorded and with what `DERIVED` makes of it.
ROWS = [
    ("the classifier", "held-out digits it reads right", "{held_out_accuracy:.1%}", "gan-course pretrain classifier"),
    ("01", "V(D*, G) against −log 4 + 2·JSD, largest gap", "{largest_gap:.1e} over {pairs} pairs"),
    ("01", "a trained D against D*, mean absolute difference", "{trained_distance:.4f}"),
    (
        "01",
        "Dirac-GAN, distance from equilibrium after 300 steps",
        "{radius_simultaneous:.1f} simultaneous, {radius_r1:.4f} with R1 (start 1)",
    ),
    (
        "02",
        "hand-written step against `GAN.train_step`, losses and weights",
        "{max_loss_difference:.1g} and {max_weight_difference:.1g} after 5 steps; "
        "with XLA {xla_loss_difference:.0e} and {xla_weight_difference:.0e}",
    ),
    ("02", "modes of the ring covered", "{modes_covered} of 8"),
    (
        "02",
        "dense pair on digits, inception score and FCD after a quarter, half and all of its epochs",
        "{dense_scores}",
    ),
    (
        "03",
        "inception score of 2,000 samples after {steps:,} steps",
        "{inception_score:.2f} (held-out digits {inception_score_real:.2f})",
    ),
    ("03", "FCD of the plain DCGAN", "{fcd:.1f}"),
    ("03", "share of each digit", "{share_min:.1%} to {share_max:.1%}"),
    ("03", "sprites that a judge recognises: of its own minute, and of the shipped generator", "{sprites}"),
    (
        "03",
        "FCD without labels after {unlabelled_steps:,} steps, mean ± spread of {unlabelled_seeds} seeds",
        "plain DCGAN {without_clusters}; told one of 50 clusters {with_clusters}; "
        "the same with resizing and pooling {resized}",
        "gan-course unlabelled",
    ),
    (
        "the clusters' generator",
        "FCD; share nearer to training digits",
        "{fcd_against_held_out:.1f}; {nearer:.2f}",
        "gan-course pretrain clusters",
    ),
    (
        "03",
        "FCD after {ablation_steps:,} steps, mean of {ablation_seeds} seeds",
        "all guidelines {all_guidelines:.0f}; worst without: “{worst_without}” {worst:.0f}",
        "gan-course ablation",
    ),
    (
        "one pass of G for both players",
        "FCD after {steps:,} steps, mean of {n} seeds, new fakes for G and shared; the processor's time for a step",
        "{new:.1f} and {shared:.1f}, {shared_told}; {shared_times} as fast",
        "gan-course share_fakes",
    ),
    (
        "both players at once, from one pass of G and D",
        "FCD after {steps:,} steps, mean of {n} seeds, in turns and at once; the processor's time for a step",
        "{new:.1f} and {at_once:.1f}, {at_once_told}; {at_once_times} as fast",
        "gan-course share_fakes",
    ),
    (
        "04",
        "classifier agrees with the requested label",
        "{agreement:.1%}, at least {agreement_low:.1%} (95% interval)",
    ),
    ("05", "slider in the kernel, from value to PNG bytes, median", "{slider_ms:.1f} ms"),
    (
        "05",
        "ten held-out digits projected back, root mean square error",
        "{projection_error:.1f} of 255 grey levels (nearest training digit {nearest_error:.1f})",
    ),
    (
        "06",
        "a generator against itself (the truth is 0), n = {sizes[0]} and {most:,}",
        "FCD {fcd_to_itself[0]:.1f} and {fcd_at_most:.2f}; "
        "kernel distance {kernel_to_itself[0]:.1f} and {kernel_at_most:.2f}",
    ),
    ("06", "of {n_metrics} metrics, those that see plain copies of the training digits", "{see_copies}"),
    (
        "07",
        "modes of 25 covered, each of {grid_seeds} seeds",
        "the bare GAN {modes_bare}; with R1 {modes_with_r1}",
        "gan-course laboratory",
    ),
    (
        "07",
        "FCD on digits, mean of {digit_seeds} seeds, of the bare GAN; rows of {rows} that are clearly better, or worse",
        "{bare:.0f}; better: {better_on_digits}; worse: {worse_on_digits}",
        "gan-course laboratory",
    ),
    (
        "07",
        "broken runs cured by the remedy that `diagnose` names first, its break left alone, and by undoing the break",
        "{first_remedies}",
        "gan-course remedies",
    ),
    (
        "07",
        "verdicts of `diagnostics.diagnose` on the seeds that its thresholds were not set on",
        "{right} of {judged} right, 95% interval {right_low:.0%} to {right_high:.0%}",
        "gan-course diagnosing",
    ),
    (
        "08",
        "D's normalised gap between training and held-out digits, by training digits",
        "{gaps}",
        "gan-course generalisation",
    ),
    (
        "08",
        "share of samples nearer to training digits than to held-out ones, in pixels, by training digits",
        "{nearer}",
        "gan-course generalisation",
    ),
    (
        "08",
        "what changes that share, mean ± half its 95% interval, as far as three seeds can tell",
        "{moves}",
        "gan-course generalisation",
    ),
    (
        "08",
        "FCD of two new classes from 50 images at equal steps, mean of 3 seeds",
        "from scratch {scratch:.1f}, fine-tuned {tuned:.1f}; three seeds {tuned_told}",
        "gan-course generalisation",
    ),
    (
        "09",
        "bugs of twelve whose cost three seeds can tell from 0; sick runs called ill by `diagnose`, and mended ones",
        "{clear} of 12; {ill_sick} of {n_sick}, and {ill_mended} of {n_mended}",
        "gan-course clinic",
    ),
    (
        "10",
        "log p of the ring's points, nats a point, mean of 3 seeds",
        "{ring}",
        "gan-course vae",
    ),
    (
        "10",
        "one decoder taught in three ways, equal seconds: FCD, and edges as a share of real digits', mean of 3 seeds",
        "{three_ways}",
        "gan-course vae",
    ),
    (
        "11",
        "digits that show what an InfoGAN's code stands for, 3 seeds: with the bound, without it, with nothing dense",
        "{codes_with}; {codes_without}; {codes_plain}",
        "gan-course infogan",
    ),
    (
        "11",
        "digits that show the class asked for, and coverage of the real ones, mean of 3 seeds",
        "AC-GAN {acgan}, projection {projection}",
        "gan-course infogan",
    ),
    (
        "12",
        "PSNR of digits brought from 7×7 to 28×28, against bicubic, mean of 3 seeds",
        "{alone_psnr:+.1f} dB by L1 alone, {judged_psnr:+.1f} dB with a patch discriminator",
        "gan-course image_to_image",
    ),
    (
        "12",
        "digits that the classifier reads right, damaged and restored by L1, mean of 3 seeds",
        "{read_again}",
        "gan-course image_to_image",
    ),
    (
        "12",
        "outlines filled with a colour that another sprite shows, by L1 alone, 3 seeds",
        "{asked_told}; without that sprite none has a true colour",
        "gan-course image_to_image",
    ),
    (
        "12",
        "grey digits still read right once coloured without pairs, mean of 3 seeds",
        "{kept_cycle:.0%} with the way back, {kept_none:.0%} without; without skip connections {kept_bare_cycle:.0%} "
        "and {kept_bare_none:.0%}",
        "gan-course unpaired",
    ),
    (
        "12",
        "what a classifier of few digits gains by a GAN's pictures of them, mean of 3 seeds",
        "{data_told}",
        "gan-course training_data",
    ),
    (
        "13",
        "FCD of digits after 600 steps, and processor time of a step, mean of 3 seeds",
        "{road_told}",
        "gan-course today",
    ),
    (
        "13",
        "FCD of digits after 2,000 steps, mean of 3 seeds",
        "{long_told}",
        "gan-course today",
    ),
    (
        "13",
        "numbers of 1,000 in 4,000 stacked digits, and KL from even shares in nats, mean of 3 seeds",
        "{modes_told}",
        "gan-course today",
    ),
    (
        "14",
        "FCD of 500 digits after equal processor seconds of training, mean of 3 seeds",
        "{race}",
        "gan-course flow",
    ),
    (
        "14",
        "FCD of a flow's one step, before and after adversarial steps, and with fresh weights, mean of 3 seeds",
        "{one_step}",
        "gan-course flow",
    ),
    (
        "14",
        "noise that two seeds send to the same mode of the ring, mean of 3 pairs",
        "{same_mode}",
        "gan-course flow",
    ),
    (
        "15",
        "clips of a flying disc that an eye would let pass, 3 seeds: kernels over time, with R1, frames as channels",
        "{clips_passed}",
        "gan-course beyond",
    ),
    (
        "15",
        "real tumours named right by what learnt from made-up ones, 3 seeds",
        "{tumours}",
        "gan-course beyond",
    ),
    (
        "15",
        "of 2,000 sentences the valid ones, and how many of these differ, mean of 3 seeds",
        "{sentences}",
        "gan-course beyond",
    ),
    (
        "16",
        "AUC of asking D whether it has seen a digit, mean of 3 seeds, by training digits",
        "{asked}",
        "gan-course responsible",
    ),
    (
        "16",
        "right answers of a detector taught on the DCGAN's digits: about these, another's, after JPEG, 3 seeds",
        "{detected}",
        "gan-course responsible",
    ),
    (
        "16",
        "16 bits signed into 04's generator, mean of 3 seeds: bits read; FCD before and after; what passes unmarked",
        "{marked}",
        "gan-course responsible",
    ),
    (
        "16",
        "zeros among the samples, each of 3 seeds, where they are 2% of the data, and where there are none",
        "{zeros}",
        "gan-course responsible",
    ),
]


def _fields(source):
    """Return what fills the braces of a source's rows."""
    if source in CARDS:
        return CARDS[source]()
    recorded = results.recorded(notebooks.read(notebooks.find([source])[0]))
    return recorded | DERIVED[source](recorded) if source in DERIVED else recorded


def filled():
    """Return (source, what was measured, the measurement, command) of each row, every brace filled."""
    fields = {source: _fields(source) for source in dict.fromkeys(row[0] for row in ROWS)}
    return [
        (
            source,
            what.format(**fields[source]),
            measured.format(**fields[source]),
            command[0] if command else f"make course NB={source}",
        )
        for source, what, measured, *command in ROWS
    ]


def table():
    """Return the results as a Markdown table, each row with the command behind it."""
    lines = [f"| {source}: {what} | {measured} | `{command}` |" for source, what, measured, command in filled()]
    return "\n".join(["| what | measured | command |", "|---|---|---|", *lines]) + "\n"
