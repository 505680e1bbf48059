namespace Tidings.Blocks.Tests;

/// <summary>What goes on in the same task, and what gets one of its own.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NextInLineTests
{
    private readonly Queued _scheduler = new();
    private readonly List<string> _done = [];

    [Test]
    public void What_is_begun_outside_gets_a_task()
    {
        NextInLine.Begin(Work("a"), _scheduler);
        Assert.That(_done, Is.Empty);
        Assert.That(_scheduler.RunAll(), Is.EqualTo(1));
        Assert.That(_done, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void What_a_stage_begins_goes_on_after_it_in_the_same_task()
    {
        NextInLine.Begin(Work("a", begins: [Work("b", begins: [Work("c")])]), _scheduler);
        Assert.That(_scheduler.RunAll(), Is.EqualTo(1));
        Assert.That(_done, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void Of_two_the_last_goes_on_and_the_first_gets_a_task()
    {
        NextInLine.Begin(Work("a", begins: [Work("b"), Work("c")]), _scheduler);
        Assert.That(_scheduler.RunAll(), Is.EqualTo(2));
        Assert.That(_done, Is.EqualTo(new[] { "a", "c", "b" }));
    }

    [Test]
    public void A_long_row_gives_way_to_others()
    {
        var row = Work("0");
        for (var i = 1; i < 40; i++)
        {
            row = Work($"{i}", begins: [row]);
        }

        NextInLine.Begin(row, _scheduler);
        Assert.That(_scheduler.RunAll(), Is.EqualTo(3));
        Assert.That(_done, Has.Count.EqualTo(40));
    }

    [Test]
    public void What_another_scheduler_is_to_do_gets_a_task_there()
    {
        var other = new Queued();
        NextInLine.Begin(new Stage(_done, "a", () => NextInLine.Begin(new Stage(_done, "b", () => { }, other), other), _scheduler), _scheduler);
        _scheduler.RunAll();
        Assert.That(_done, Is.EqualTo(new[] { "a" }));
        Assert.That(other.RunAll(), Is.EqualTo(1));
    }

    [Test]
    public void A_task_within_a_task_leaves_the_outer_row_its_next()
    {
        var within = new Queued();
        NextInLine.Begin(
            new Stage(_done, "a", () =>
            {
                NextInLine.Begin(Work("b"), _scheduler);
                NextInLine.Begin(new Stage(_done, "within", () => { }, within), within);
                within.RunAll();
            }, _scheduler),
            _scheduler);
        Assert.That(_scheduler.RunAll(), Is.EqualTo(1), "b goes on in the task of a");
        Assert.That(_done, Is.EqualTo(new[] { "a", "within", "b" }));
    }

    private Stage Work(string name, params Stage[] begins) => new(_done, name, () => Array.ForEach(begins, next => NextInLine.Begin(next, _scheduler)), _scheduler);

    private sealed class Stage(List<string> done, string name, Action then, TaskScheduler scheduler) : IStageWork
    {
        public void Begun() => NextInLine.Run(this, scheduler);

        public void Do()
        {
            done.Add(name);
            then();
        }
    }

    private sealed class Queued : TaskScheduler
    {
        private readonly Queue<Task> _tasks = new();

        /// <summary>Runs what waits and what comes of it; how many tasks that were.</summary>
        public int RunAll()
        {
            var count = 0;
            for (; _tasks.TryDequeue(out var task); count++)
            {
                TryExecuteTask(task);
            }

            return count;
        }

        protected override void QueueTask(Task task) => _tasks.Enqueue(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
    }
}
