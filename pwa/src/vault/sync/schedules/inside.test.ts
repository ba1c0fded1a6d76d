import { keepEveryPromise } from './keeping';
import { INSIDE } from './weathers';

keepEveryPromise(INSIDE);
