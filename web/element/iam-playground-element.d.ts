/** `<iam-playground>`; docs/EMBEDDING.md of the project is the contract. */

interface IamPlaygroundMessage {
  ns: 'iam-playground';
  v: 1;
  id: string;
}

interface IamPlaygroundReady extends IamPlaygroundMessage {
  type: 'ready';
  schema: number;
  engine: string;
  data: string;
}

interface IamPlaygroundResult extends IamPlaygroundMessage {
  type: 'result';
  verdict: 'allowed' | 'denied' | 'depends';
  layer:
    | 'service'
    | 'explicit_deny'
    | 'rcp'
    | 'scp'
    | 'resource'
    | 'identity'
    | 'boundary'
    | 'session'
    | 'vpc_endpoint'
    | null;
  node: string | null;
  testsPassed: number;
  testsTotal: number;
}

interface IamPlaygroundEventMap {
  ready: CustomEvent<IamPlaygroundReady>;
  result: CustomEvent<IamPlaygroundResult>;
  changed: CustomEvent<IamPlaygroundMessage & { type: 'changed' }>;
  state: CustomEvent<IamPlaygroundMessage & { type: 'state'; link: string | null }>;
}

interface IamPlaygroundElement extends HTMLElement {
  /** What is in hand, as the fragment of a link; `null` where it is too large for one. */
  getState(): Promise<string | null>;
  /** Shows what a link holds. */
  setState(link: string): void;
  /** Shows the verdict. */
  run(): void;
  /** Begins again. */
  reset(): void;
  addEventListener<K extends keyof IamPlaygroundEventMap>(
    type: K,
    listener: (this: IamPlaygroundElement, event: IamPlaygroundEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

interface HTMLElementTagNameMap {
  'iam-playground': IamPlaygroundElement;
}
